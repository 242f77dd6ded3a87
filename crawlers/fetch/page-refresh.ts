/**
 * Pages that lead on by what they say instead of by their status: a Refresh header, a meta refresh at
 * once, or a script that does nothing but set the location. Pure.
 */
import { isElement, parsePageTree, textContent, type PageTree } from '../extract/page-tree.js';

export interface AnsweredPage {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly contentType: string;
  readonly text: string;
}

/** A longer pause is there to be read: "the page is gone, you will be taken home in 3 seconds". */
const MAX_PAUSE_SECONDS = 1;
/** A meta refresh stands in the head. */
const MAX_HEAD = 32_000;
/** A shell holds its script and nothing else. */
const MAX_SHELL = 8_000;
const MAX_SHELL_TEXT = 60;

const META = /http-equiv\s*=\s*["']?\s*refresh/i;
/** The whole script: anything more than this one statement is for a browser. */
const SETS_LOCATION =
  /^(?:<!--|\/\/<!\[CDATA\[|["']use strict["'];|\s)*(?:(?:window|self|top|parent|document)\s*\.\s*){0,3}location\s*(?:(?:\.\s*href\s*)?=\s*|\.\s*(?:replace|assign)\s*\(\s*)(?:"([^"\\\n]{1,2000})"|'([^'\\\n]{1,2000})')\s*\)?[\s;]*(?:\/\/)?(?:-->|\]\]>)?\s*$/;

/**
 * Where a browser would go from here at once; undefined when it would stay.
 * @param url of the page
 * @returns as written or absolute: the caller parses and checks it
 */
export function refreshTarget(page: AnsweredPage, url: string): string | undefined {
  if (page.status < 200 || page.status > 299) return undefined;
  const header = readRefresh(page.headers['refresh'] ?? '');
  if (header !== undefined) return header;
  if (!/^\s*(?:text\/html|application\/xhtml\+xml|$)/i.test(page.contentType)) return undefined;
  const head = page.text.slice(0, MAX_HEAD);
  const isShort = page.text.length <= MAX_SHELL && page.text.includes('location');
  if (!isShort && !META.test(head)) return undefined;
  const tree = parsePageTree(head, url);
  return resolve(metaRefresh(tree) ?? (isShort ? scriptRefresh(tree) : undefined), tree.base);
}

function metaRefresh({ metas }: PageTree): string | undefined {
  for (const meta of metas) {
    const { 'http-equiv': name = '', content = '' } = meta.attribs;
    // What stands in `noscript` is for those whose scripts are off; our pages have both.
    if (name.trim().toLowerCase() !== 'refresh' || isInNoscript(meta)) continue;
    const target = readRefresh(content);
    if (target !== undefined) return target;
  }
  return undefined;
}

function isInNoscript(meta: PageTree['metas'][number]): boolean {
  for (let at = meta.parent; at !== null; at = at.parent) {
    if (isElement(at) && (at.name === 'noscript' || at.name === 'template')) return true;
  }
  return false;
}

/** `0;url=/next`, in the ways in which browsers read it. */
function readRefresh(value: string): string | undefined {
  const match = /^\s*(\d{1,6})(?:\.[\d.]*)?\s*[;,\s]\s*(?:url\s*=\s*)?(.*)$/is.exec(value);
  if (match === null || Number(match[1]) > MAX_PAUSE_SECONDS) return undefined;
  const written = (match[2] ?? '').trim();
  const quote = /^["']/.exec(written)?.[0];
  const target = quote === undefined ? written : (written.slice(1).split(quote, 1)[0] ?? '').trim();
  return target === '' ? undefined : target;
}

function scriptRefresh({ scripts, root, textLength }: PageTree): string | undefined {
  if ((textLength.get(root) ?? 0) > MAX_SHELL_TEXT) return undefined;
  const [script] = scripts;
  if (script === undefined || scripts.length > 1 || script.attribs['src'] !== undefined) {
    return undefined;
  }
  const match = SETS_LOCATION.exec(textContent(script));
  return match?.[1] ?? match?.[2];
}

function resolve(target: string | undefined, base: string): string | undefined {
  if (target === undefined) return undefined;
  return URL.canParse(target, base) ? new URL(target, base).href : target;
}
