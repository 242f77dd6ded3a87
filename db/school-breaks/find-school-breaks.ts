import type { Database } from '../connect.js';
import type { BreakSeason, SchoolBreak, Stage } from '../../domain/calendar/school-break.js';

interface Row {
  readonly province: string;
  readonly city: string;
  readonly stage: Stage | '';
  readonly season: BreakSeason;
  readonly from: string;
  readonly to: string;
}

/** All school breaks that were imported, in the order of places and days. */
export async function findSchoolBreaks(database: Database): Promise<SchoolBreak[]> {
  const rows = await database<Row[]>`
    select province, city, stage, season, starts_on::text as "from", ends_on::text as "to"
    from school_breaks order by province, city, stage, starts_on`;
  return rows.map(({ stage, ...rest }) => ({ ...rest, stage: stage === '' ? null : stage }));
}
