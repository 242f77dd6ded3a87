/**
 * The Retry-After header in milliseconds from `now`: seconds or an HTTP date. Undefined when it is
 * missing, negative or unreadable.
 * @param hostDate the Date header of the same answer: a date counts from there, for our clock and the
 *   host's may differ
 */
export function parseRetryAfter(
  header: string | undefined,
  now: Date,
  hostDate?: string,
): number | undefined {
  const value = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  if (!/[a-z]/i.test(value)) return undefined;
  const date = Date.parse(value);
  if (Number.isNaN(date)) return undefined;
  const stated = Date.parse(hostDate ?? '');
  const from = Number.isNaN(stated) ? now.getTime() : stated;
  return date < from ? undefined : date - from;
}
