/** robots.txt by RFC 9309: parsing and matching, pure. */

/** Rules beyond this size are not read (RFC 9309 §2.5 asks for at least 500 KiB). */
export const ROBOTS_MAX_BYTES = 500 * 1024;
const MAX_RULES = 20_000;

interface Rule {
  readonly allow: boolean;
  readonly pattern: string;
}

interface Group {
  readonly agents: readonly string[];
  readonly rules: readonly Rule[];
  readonly crawlDelay: number | undefined;
}

export interface Robots {
  readonly groups: readonly Group[];
}

interface OpenGroup {
  agents: string[];
  rules: Rule[];
  crawlDelay: number | undefined;
}

/** Reads the text of a robots.txt; lines that make no sense are skipped, as the RFC asks. */
export function parseRobots(text: string): Robots {
  const groups: OpenGroup[] = [];
  let open: OpenGroup | undefined;
  let naming = false;
  let rules = 0;
  for (const line of text
    .slice(0, ROBOTS_MAX_BYTES)
    .replace(/^\uFEFF/, '')
    .split(/\r\n?|\n/)) {
    const match = /^\s*([a-z-]+)\s*:\s*([^#]*)/i.exec(line);
    if (match === null) continue;
    const key = (match[1] ?? '').toLowerCase();
    const value = (match[2] ?? '').trim();
    if (key === 'user-agent') {
      if (open === undefined || !naming)
        groups.push((open = { agents: [], rules: [], crawlDelay: undefined }));
      open.agents.push(value.toLowerCase());
      naming = true;
      continue;
    }
    if (key !== 'allow' && key !== 'disallow' && key !== 'crawl-delay') continue;
    naming = false;
    if (open === undefined) continue;
    if (key === 'crawl-delay') {
      const seconds = Number(value);
      if (value !== '' && Number.isFinite(seconds) && seconds >= 0) open.crawlDelay = seconds;
      continue;
    }
    // An empty Disallow allows everything, which is the default anyway.
    if (value !== '' && rules++ < MAX_RULES)
      open.rules.push({ allow: key === 'allow', pattern: normalise(value) });
  }
  return { groups };
}

/**
 * Whether a product (e.g. `mingcha`) may fetch a path with its query (`/a?b=c`). The longest
 * matching rule wins, `allow` on a tie; robots.txt itself is always allowed.
 */
export function isAllowed(robots: Robots, product: string, pathAndQuery: string): boolean {
  const path = normalise(pathAndQuery.startsWith('/') ? pathAndQuery : `/${pathAndQuery}`);
  if (path === '/robots.txt') return true;
  let best: Rule | undefined;
  for (const rule of groupsFor(robots, product).flatMap((group) => group.rules)) {
    if (best !== undefined && rule.pattern.length < best.pattern.length) continue;
    if (best?.pattern.length === rule.pattern.length && (best.allow || !rule.allow)) continue;
    if (matches(rule.pattern, path)) best = rule;
  }
  return best?.allow ?? true;
}

/** Seconds between requests that the host asks of a product; undefined when it asks nothing. */
export function crawlDelay(robots: Robots, product: string): number | undefined {
  const delays = groupsFor(robots, product).flatMap(({ crawlDelay: delay }) => delay ?? []);
  return delays.length === 0 ? undefined : Math.max(...delays);
}

/** All groups that name the product, merged; else all groups for `*` (RFC 9309 §2.2.1). */
function groupsFor(robots: Robots, product: string): readonly Group[] {
  const name = product.toLowerCase();
  const own = robots.groups.filter(({ agents }) =>
    agents.some((agent) => productOf(agent) === name),
  );
  return own.length > 0 ? own : robots.groups.filter(({ agents }) => agents.includes('*'));
}

function productOf(agent: string): string {
  return /^[a-z_-]+/.exec(agent)?.[0] ?? '';
}

/** `*` is any run of characters, a final `$` the end. Greedy piece by piece: linear, no back-tracking. */
function matches(pattern: string, path: string): boolean {
  const anchored = pattern.endsWith('$');
  const pieces = (anchored ? pattern.slice(0, -1) : pattern).split('*');
  const [first = ''] = pieces;
  if (!path.startsWith(first)) return false;
  let at = first.length;
  const last = pieces.length - 1;
  for (let index = 1; index <= last; index += 1) {
    const piece = pieces[index] ?? '';
    if (anchored && index === last) return path.length - piece.length >= at && path.endsWith(piece);
    const found = path.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return !anchored || last > 0 || at === path.length;
}

/** Percent-encodes what is not ASCII and writes escapes the same way, so that both sides compare. */
function normalise(path: string): string {
  return path
    .replace(/[^\x21-\x7e]/gu, (character) =>
      encodeURIComponent(character.isWellFormed() ? character : '\uFFFD'),
    )
    .replace(/%[0-9a-f]{2}/gi, (escape) => {
      const character = String.fromCharCode(parseInt(escape.slice(1), 16));
      return /[A-Za-z0-9._~-]/.test(character) ? character : escape.toUpperCase();
    });
}
