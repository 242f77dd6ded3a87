/**
 * The Retry-After header in milliseconds from `now`: seconds or an HTTP date. Undefined when it is
 * missing, negative or unreadable.
 */
export function parseRetryAfter(header: string | undefined, now: Date): number | undefined {
  const value = header?.trim() ?? '';
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  if (!/[a-z]/i.test(value)) return undefined;
  const date = Date.parse(value);
  if (Number.isNaN(date)) return undefined;
  return date < now.getTime() ? undefined : date - now.getTime();
}
