/** A folder of pages with their true text, in either of two layouts. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'cheerio';
import { renderText } from '../../crawlers/extract/render-text.js';

export interface TruePage {
  readonly name: string;
  readonly url: string;
  readonly html: string;
  /** The article's text and nothing else. */
  readonly truth: string;
}

/** Takes `NAME.html` beside `NAME.txt`, and `NAME/source.html` beside `NAME/expected.html` (Readability's own test pages). */
export function readPages(folder: string): readonly TruePage[] {
  return readdirSync(folder)
    .sort()
    .flatMap((entry) => {
      const name = entry.replace(/\.html$/, '');
      const file = (end: string) => path.join(folder, end);
      const url = `https://${name.toLowerCase().replace(/[^a-z\d-]/g, '-')}.example/news/article-1.html`;
      if (entry.endsWith('.html') && existsSync(file(`${name}.txt`))) {
        const truth = readFileSync(file(`${name}.txt`), 'utf8');
        return [{ name, url, html: readFileSync(file(entry), 'utf8'), truth }];
      }
      if (!existsSync(file(`${entry}/source.html`)) || !existsSync(file(`${entry}/expected.html`)))
        return [];
      const expected = readFileSync(file(`${entry}/expected.html`), 'utf8');
      const truth = renderText(load(expected).root().toArray());
      return [{ name, url, html: readFileSync(file(`${entry}/source.html`), 'utf8'), truth }];
    });
}
