/**
 * How well and how fast the main content of pages is found, beside Readability, Defuddle and the densest
 * element in the same run. The pages are not part of the project: `npm run bench -- extract FOLDER` takes a
 * folder of them, each with its true text (`bench/extract/read-pages.ts` says how they are laid out).
 */
import { Defuddle } from 'defuddle/node';
import { load } from 'cheerio';
import { parseHTML } from 'linkedom';
import { extractPage } from '../crawlers/extract/extract-page.js';
import { densest } from '../crawlers/extract/densest.js';
import { parsePageTree } from '../crawlers/extract/page-tree.js';
import { renderText } from '../crawlers/extract/render-text.js';
import { Readability } from '@mozilla/readability';
import { readPages } from './extract/read-pages.js';
import { meanScore, scoreText, type TextScore } from './extract/score-text.js';

const NOW = new Date('2026-01-01T00:00:00Z');
const ROUNDS = 3;

interface Extractor {
  readonly name: string;
  readonly read: (html: string, url: string) => string | Promise<string>;
}

const extractors: readonly Extractor[] = [
  { name: 'mingcha', read: (html, url) => extractPage({ html, url, now: NOW }).body },
  { name: 'readability', read: (html) => readByReadability(html) },
  { name: 'defuddle', read: readByDefuddle },
  { name: 'densest', read: (html, url) => densest(parsePageTree(html, url)).text },
];

const [folder, ...flags] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Usage: npm run bench -- extract FOLDER [--pages]');
  process.exit(2);
}
const pages = readPages(folder);
if (pages.length === 0) {
  console.error(`${folder} holds no page with its true text`);
  process.exit(2);
}
const size = pages.reduce((sum, { html }) => sum + html.length, 0) / pages.length;
console.log(`${pages.length} pages, ${Math.round(size / 1_000)} thousand characters each`);

const scores = new Map<string, TextScore[]>();
for (const { name, read } of extractors) {
  const own: TextScore[] = [];
  let ms = Infinity;
  for (let round = 0; round < ROUNDS; round += 1) {
    const startedAt = process.cpuUsage();
    own.length = 0;
    for (const { html, url, truth } of pages)
      own.push(scoreText(truth, await attempt(read, html, url)));
    const { user, system } = process.cpuUsage(startedAt);
    ms = Math.min(ms, (user + system) / 1_000);
  }
  scores.set(name, own);
  const { precision, recall, f1 } = meanScore(own);
  console.log(
    `${name.padEnd(12)} precision ${precision.toFixed(3)}  recall ${recall.toFixed(3)}  F1 ${f1.toFixed(3)}  ${(ms / pages.length).toFixed(2)} ms CPU a page`,
  );
}
if (flags.includes('--pages')) {
  for (const [at, { name }] of pages.entries()) {
    const row = extractors.map((extractor) => {
      const score = scores.get(extractor.name)?.[at];
      return `${extractor.name} ${(score?.precision ?? 0).toFixed(2)}/${(score?.recall ?? 0).toFixed(2)}`;
    });
    console.log(`${name.padEnd(24)} ${row.join('  ')}`);
  }
}

async function attempt(read: Extractor['read'], html: string, url: string): Promise<string> {
  try {
    return await read(html, url);
  } catch {
    return '';
  }
}

function readByReadability(html: string): string {
  const article = new Readability(parseHTML(html).document).parse();
  return textOf(article?.content ?? '');
}

async function readByDefuddle(html: string, url: string): Promise<string> {
  const { content } = await Defuddle(parseHTML(html).document, url);
  return textOf(content);
}

/** Every peer's markup is turned to text in the same way as ours. */
function textOf(html: string): string {
  return renderText(
    load(html, { xml: { xmlMode: false, decodeEntities: true } })
      .root()
      .toArray(),
  );
}
