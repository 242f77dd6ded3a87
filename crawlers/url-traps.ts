/** Addresses that look as if they went on for ever. Pure; the limits are those of Heritrix and Nutch. */

const MAX_LENGTH = 2_083;
const MAX_SEGMENTS = 20;
/** The same part of a path so often in a row, or a part so often at all. */
const REPEATED = /(\/[^/]+(?:\/[^/]+){0,3})\1{2,}(?=\/|$)/;
const MAX_SAME_SEGMENT = 4;
/** Filters that are piled up. */
const MAX_PARAMETERS = 15;
const MAX_SAME_PARAMETER = 6;
/** A calendar may show the months to come, not the years. */
const MAX_MONTHS_AHEAD = 13;
const OLDEST_YEAR = 1990;
const MONTH = /(?<!\d)(\d{4})[-/](0?[1-9]|1[0-2])(?!\d)/g;

/** Why an address is not followed, as a phrase; undefined when nothing is wrong with it. */
export function trapOf(address: string, now: Date): string | undefined {
  if (address.length > MAX_LENGTH) return `the address is longer than ${MAX_LENGTH} characters`;
  const url = new URL(address);
  const segments = url.pathname.split('/').filter((segment) => segment !== '');
  if (segments.length > MAX_SEGMENTS) return `the path has more than ${MAX_SEGMENTS} parts`;
  if (REPEATED.test(url.pathname) || mostOf(segments) > MAX_SAME_SEGMENT)
    return 'the path repeats itself';
  const names = [...url.searchParams.keys()];
  if (names.length > MAX_PARAMETERS) return `more than ${MAX_PARAMETERS} parameters`;
  if (mostOf(names) > MAX_SAME_PARAMETER) return 'a parameter repeats itself';
  return isFarMonth(url, now) ? 'a calendar leads far away' : undefined;
}

function mostOf(words: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return Math.max(0, ...counts.values());
}

function isFarMonth(url: URL, now: Date): boolean {
  const stated = [...`${url.pathname}${url.search}`.matchAll(MONTH)].map(([, year, month]) => [
    Number(year),
    Number(month),
  ]);
  const year = Number(url.searchParams.get('year') ?? url.searchParams.get('y') ?? Number.NaN);
  const isYear = Number.isInteger(year) && year > 999;
  if (isYear) stated.push([year, Number(url.searchParams.get('month') ?? 1) || 1]);
  const thisMonth = now.getUTCFullYear() * 12 + now.getUTCMonth() + 1;
  return stated.some(
    ([y = 0, m = 0]) => y * 12 + m > thisMonth + MAX_MONTHS_AHEAD || (isYear && y < OLDEST_YEAR),
  );
}
