import { json, type Database } from '../connect.js';
import { breakYearOf, type SchoolBreak } from '../../domain/calendar/school-break.js';

export interface SavedBreaks {
  readonly added: number;
  /** There was a break for the place, stage, season and school year, with other days. */
  readonly changed: number;
  readonly unchanged: number;
}

/** Saves all breaks or none; the same ones once more change nothing. No two may be of one place, stage, season and year. */
export async function saveSchoolBreaks(
  database: Database,
  breaks: readonly SchoolBreak[],
): Promise<SavedBreaks> {
  const rows = breaks.map((one) => ({
    province: one.province,
    city: one.city,
    stage: one.stage ?? '',
    season: one.season,
    school_year: breakYearOf(one),
    starts_on: one.from,
    ends_on: one.to,
  }));
  const saved = await database<{ isNew: boolean }[]>`
    insert into school_breaks (province, city, stage, season, school_year, starts_on, ends_on)
    select province, city, stage, season, school_year, starts_on, ends_on
    from jsonb_to_recordset(${json(database, rows)}) as new (province text, city text, stage text,
      season text, school_year integer, starts_on date, ends_on date)
    on conflict (province, city, stage, season, school_year) do update set
      starts_on = excluded.starts_on, ends_on = excluded.ends_on, imported_at = now()
      where (school_breaks.starts_on, school_breaks.ends_on)
        is distinct from (excluded.starts_on, excluded.ends_on)
    returning xmax = 0 as is_new`;
  const added = saved.filter(({ isNew }) => isNew).length;
  return { added, changed: saved.length - added, unchanged: breaks.length - saved.length };
}
