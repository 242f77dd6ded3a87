/**
 * JSON that a browser page loaded for its scripts, carried in the document itself behind everything
 * else: what is stored of a page is then all that extraction has seen. Text to text, pure.
 */
import { isJsonObject, readJsonFields, walkJson } from './json-fields.js';
import { textContent, type PageTree } from './page-tree.js';

export interface CarriedAnswer {
  readonly url: string;
  /** Of the answer's text in UTF-8, hex. */
  readonly sha256: string;
  readonly text: string;
}

/** Text that makes an object a posting; labels and places are shorter. */
const LEAST_TEXT = 20;

/** The document with the answers as scripts of type `application/json` at its end. */
export function carryAnswers(html: string, answers: readonly CarriedAnswer[]): string {
  const scripts = answers.map(({ url, sha256, text }) => {
    const address = url.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
    // In JSON a "<" stands in strings only; unescaped it could end the script.
    const json = text.replace(/</g, '\\u003c');
    return `\n<script type="application/json" data-answer-url="${address}" data-answer-sha256="${sha256}">${json}</script>`;
  });
  return html + scripts.join('');
}

export function readCarriedAnswers(tree: PageTree): CarriedAnswer[] {
  return tree.scripts
    .filter(({ attribs }) => attribs['data-answer-url'] !== undefined)
    .map((script) => ({
      url: script.attribs['data-answer-url'] ?? '',
      sha256: script.attribs['data-answer-sha256'] ?? '',
      text: textContent(script),
    }));
}

/** Whether a text is JSON with at least one object in it that reads like a posting. */
export function holdsPostings(text: string): boolean {
  const json = parseAnswer(text);
  if (json === undefined) return false;
  const now = new Date(0);
  for (const value of walkJson(json)) {
    if (!isJsonObject(value)) continue;
    const { title = '', body = '' } = readJsonFields(value, 'http://localhost/', now);
    if (title !== '' && title.length + body.length >= LEAST_TEXT) return true;
    if (body.length >= LEAST_TEXT * 5) return true;
  }
  return false;
}

/** The JSON of an answer; undefined when it is none, or neither an object nor an array. */
export function parseAnswer(text: string): unknown {
  if (!/^\s*[{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
