/** Content that a page carries as JSON for its own scripts, taken when the markup shows none. */
import { findJsonPosting } from './json-fields.js';
import type { PageTree } from './page-tree.js';
import type { StatedFields } from './structured-data.js';

const MAX_SCRIPT = 3_000_000;
/** `window.__STATE__ = {…}`, `var data = {…}`, `"content": "…"` */
const ASSIGNMENT = /(?:=|\()\s*(?=[{[])/g;
/** `JSON.parse("{\"a\":1}")` */
const STRINGIFIED = /JSON\.parse\(\s*("(?:[^"\\]|\\.)*")\s*\)/g;
const MAX_TRIES = 20;

export function readEmbedded(tree: PageTree, now: Date): StatedFields | undefined {
  for (const json of embeddedJson(tree)) {
    const found = findJsonPosting(json, tree.base, now);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Every JSON value in the page's own scripts, in their order; JSON-LD apart. */
export function* embeddedJson(tree: PageTree): Generator<unknown> {
  for (const script of tree.$('script:not([src], [data-answer-url])').toArray()) {
    const code = tree.$(script).text();
    if (code.length < 60 || code.length > MAX_SCRIPT) continue;
    if (tree.$(script).attr('type')?.includes('ld+json') === true) continue;
    yield* jsonIn(code);
  }
}

function* jsonIn(code: string): Generator<unknown> {
  const trimmed = code.trim();
  if (/^[{[]/.test(trimmed)) {
    const whole = parse(trimmed);
    if (whole !== undefined) yield whole;
    return;
  }
  for (const [, literal = ''] of code.matchAll(STRINGIFIED)) {
    const inner = parse(literal);
    const json = typeof inner === 'string' ? parse(inner) : undefined;
    if (json !== undefined) yield json;
  }
  let tries = 0;
  for (const match of code.matchAll(ASSIGNMENT)) {
    tries += 1;
    if (tries > MAX_TRIES) return;
    const start = match.index + match[0].length;
    const end = endOfJson(code, start);
    const json = end === undefined ? undefined : parse(code.slice(start, end));
    if (json !== undefined) yield json;
  }
}

/** Where the bracket at `start` closes, strings skipped. */
function endOfJson(code: string, start: number): number | undefined {
  let depth = 0;
  let inString = false;
  for (let at = start; at < code.length; at += 1) {
    const character = code[at];
    if (inString) {
      if (character === '\\') at += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
