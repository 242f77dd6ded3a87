import type { RunHealth } from '../../api/shapes.js';

/** Of the URLs due, the share that was really looked at; null when none was due. */
export function shareSeen({
  due,
  fetched,
  missing,
}: Pick<RunHealth, 'due' | 'fetched' | 'missing'>): number | null {
  return due === 0 ? null : (fetched + missing) / due;
}
