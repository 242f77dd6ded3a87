/** Neighbouring times (`周六` `上午9:00`) are one expression. */
import { GAP, type FoldedText } from '../normalise/fold-text.js';
import type { Hit } from '../rules/hits-by-tag.js';

/** Offsets into the tight view of `field`. */
export interface TimeGroup {
  readonly field: FoldedText;
  readonly start: number;
  readonly end: number;
  readonly hits: readonly Hit[];
}

/** @param hits in order of field and place */
export function groupTimes(hits: readonly Hit[], joins = adjoins): TimeGroup[] {
  const groups: { field: FoldedText; start: number; end: number; hits: Hit[] }[] = [];
  for (const hit of hits) {
    const last = groups.at(-1);
    if (last !== undefined && hit.field === last.field && joins(last, hit)) {
      last.end = Math.max(last.end, hit.end);
      last.hits.push(hit);
    } else {
      groups.push({ field: hit.field, start: hit.start, end: hit.end, hits: [hit] });
    }
  }
  return groups;
}

/** At most one character stands between. */
function adjoins(group: TimeGroup, hit: Hit): boolean {
  return hit.start <= group.end + 1;
}

/** As `adjoins`, and no comma or stop between: what is said of the one need not hold for the other. */
export function adjoinsInClause(group: TimeGroup, hit: Hit): boolean {
  if (!adjoins(group, hit)) return false;
  for (let at = group.end; at <= hit.start; at += 1) {
    if ((group.field.gap[at] ?? 0) >= GAP.comma) return false;
  }
  return true;
}
