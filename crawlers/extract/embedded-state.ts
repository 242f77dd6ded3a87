/** Content that a page carries as JSON for its own scripts, taken when the markup shows none. */
import { findJsonPosting } from './json-fields.js';
import { textContent, type PageTree } from './page-tree.js';
import { parseDate } from './parse-date.js';
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
  for (const script of tree.scripts) {
    const { src, type } = script.attribs;
    if (src !== undefined || script.attribs['data-answer-url'] !== undefined) continue;
    const code = textContent(script);
    if (code.length < 60 || code.length > MAX_SCRIPT) continue;
    if (type?.includes('ld+json') === true) continue;
    yield* jsonIn(code);
  }
}

/** `var ct = "1581517074"`: when the page's own script says it was published; WeChat shows only `昨天`. */
export function readScriptDate(tree: PageTree, now: Date): string | null {
  for (const script of tree.scripts) {
    if (script.attribs['src'] !== undefined) continue;
    const seconds = PUBLISHED.exec(textContent(script).slice(0, MAX_SCRIPT))?.[1];
    if (seconds !== undefined) return parseDate(seconds, now);
  }
  return null;
}

const PUBLISHED = /\bvar\s+(?:ct|(?:publish|create|oriCreate)_?time)\s*=\s*["'](1\d{9})["']/i;

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
