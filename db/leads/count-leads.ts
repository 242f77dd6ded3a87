import type { Database } from '../connect.js';
import { LeadStateSchema, type LeadState } from '../../domain/lead.js';
import type { Viewer } from '../../domain/rights.js';
import { visibleTo } from './visible-to.js';

export interface LeadCounts {
  /** Over all leads that the viewer may see, every state named. */
  readonly states: Record<LeadState, number>;
  /** Over the leads in the states asked for; a lead with two codes counts under both. */
  readonly codes: readonly { readonly code: string; readonly count: number }[];
  readonly sources: readonly {
    readonly id: string;
    readonly name: string;
    readonly count: number;
  }[];
}

/** Of the leads that the viewer may see. @param states narrows the counts by code and by source; null: leads in any state */
export async function countLeads(
  database: Database,
  viewer: Pick<Viewer, 'grants'>,
  states: readonly LeadState[] | null,
): Promise<LeadCounts> {
  const visible = visibleTo(database, viewer);
  const inStates = database`${visible} and (${states === null} or state = any(${[...(states ?? [])]}::text[]))`;
  const [byState, codes, sources] = await Promise.all([
    database<{ state: LeadState; count: number }[]>`
      select state, count(*)::int as count from leads l where ${visible} group by state`,
    database<{ code: string; count: number }[]>`
      select code, count(*)::int as count from leads l, unnest(codes) as code
      where ${inStates} group by code order by count desc, code`,
    database<{ id: string; name: string; count: number }[]>`
      select s.id, s.name, count(*)::int as count
      from leads l join sources s on s.id = any(l.source_ids)
      where ${inStates} group by s.id, s.name order by count desc, s.id`,
  ]);
  const counted = new Map(byState.map(({ state, count }) => [state, count]));
  const all = LeadStateSchema.options.map((state) => [state, counted.get(state) ?? 0] as const);
  return { states: Object.fromEntries(all) as Record<LeadState, number>, codes, sources };
}
