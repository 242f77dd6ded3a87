/** What happened to a lead between what the reviewer saw and what it is now, for the conflict notice. */
import type { DecisionView, LeadDetail } from '../../api/shapes.js';

export type Change =
  | { readonly kind: 'decision'; readonly decision: DecisionView }
  | { readonly kind: 'state' | 'code'; readonly from: string; readonly to: string }
  | { readonly kind: 'postings' | 'priority'; readonly from: number; readonly to: number }
  | { readonly kind: 'other' };

/** At least one change, when the versions differ. */
export function changesBetween(seen: LeadDetail, current: LeadDetail): Change[] {
  if (seen.version === current.version) return [];
  const known = new Set(seen.decisions.map(({ id }) => id));
  const changes: Change[] = current.decisions
    .filter(({ id }) => !known.has(id))
    .map((decision) => ({ kind: 'decision', decision }));
  if (seen.state !== current.state) {
    changes.push({ kind: 'state', from: seen.state, to: current.state });
  }
  if (seen.primaryCode !== current.primaryCode) {
    changes.push({ kind: 'code', from: seen.primaryCode, to: current.primaryCode });
  }
  if (seen.postingCount !== current.postingCount) {
    changes.push({ kind: 'postings', from: seen.postingCount, to: current.postingCount });
  }
  if (seen.priority.total !== current.priority.total) {
    changes.push({ kind: 'priority', from: seen.priority.total, to: current.priority.total });
  }
  return changes.length > 0 ? changes : [{ kind: 'other' }];
}
