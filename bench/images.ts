/**
 * What reading a picture costs: our reader (three readings by tesseract, QR codes, merging) beside
 * tesseract called by hand once on the same files in the same run, and the QR codes alone; the share of
 * the characters that each of them gets right; memory.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createImageReader } from '../crawlers/images/create-image-reader.js';
import { createQrReader } from '../crawlers/images/qr-reader.js';
import { readConfig } from '../runtime/config.js';
import { findTesseract } from '../runtime/find-tesseract.js';
import { foldText } from '../test/sites/match-found.js';
import { loadSamplePostings } from '../test/sites/sample-posting.js';

const ROUNDS = 3;
const sites = join('test', 'sites');
const pictures = loadSamplePostings('platform', sites).flatMap(({ image, imageText }) =>
  image === undefined
    ? []
    : [{ bytes: readFileSync(join(sites, 'platform', 'images', image)), lines: imageText ?? [] }],
);
const { tesseractPath, searchPath } = readConfig();
const tesseract = findTesseract({ configured: tesseractPath, path: searchPath });
if (tesseract === null) throw new Error('there is no tesseract with chi_sim: npx mingcha doctor');

const reader = createImageReader(tesseract);
const qrReader = createQrReader(10_000);
const timed = {
  'tesseract by hand, as it comes': await measure((bytes) => byHand(bytes, {})),
  'tesseract by hand, one thread': await measure((bytes) =>
    byHand(bytes, { OMP_THREAD_LIMIT: '1' }),
  ),
  'QR codes alone': await measure(async (bytes) => (await qrReader.read(bytes)).join('\n')),
  'our reader': await measure(async (bytes) => (await reader.read(bytes)).text),
};
const bare = timed['tesseract by hand, one thread'].ms;
console.log(`${pictures.length} sample pictures, ${tesseract.version}, median of ${ROUNDS} rounds`);
for (const [what, { ms, right }] of Object.entries(timed)) {
  console.log(
    `${what.padEnd(32)} ${ms.toFixed(0).padStart(6)} ms a picture ${(ms / bare).toFixed(2).padStart(6)} x by hand ${(right * 100).toFixed(1).padStart(6)} % of the characters`,
  );
}
console.log(
  `memory of this process, its QR thread included: ${Math.round(process.memoryUsage.rss() / 1e6)} MB`,
);
await Promise.all([reader.close(), qrReader.close()]);

async function measure(
  read: (bytes: Uint8Array) => Promise<string>,
): Promise<{ readonly ms: number; readonly right: number }> {
  const times: number[] = [];
  const texts: string[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const startedAt = performance.now();
    for (const [place, { bytes }] of pictures.entries()) texts[place] = await read(bytes);
    times.push((performance.now() - startedAt) / pictures.length);
  }
  const ms = times.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
  return { ms, right: shareRight(texts) };
}

async function byHand(bytes: Uint8Array, env: Readonly<Record<string, string>>): Promise<string> {
  const options = { input: bytes, env, encoding: 'utf8' as const };
  return spawnSync(tesseract?.path ?? '', ['-', '-', '-l', 'chi_sim'], options).stdout;
}

/** Of the characters of each written line, those that the best line read has in the same order. */
function shareRight(texts: readonly string[]): number {
  let right = 0;
  let all = 0;
  for (const [place, { lines }] of pictures.entries()) {
    const read = (texts[place] ?? '').split('\n').map(foldText);
    for (const line of lines.map(foldText)) {
      all += line.length;
      right += Math.max(0, ...read.map((candidate) => common(line, candidate)));
    }
  }
  return right / all;
}

/** Length of the longest common subsequence. */
function common(one: string, other: string): number {
  let last = new Array<number>(other.length + 1).fill(0);
  for (const character of one) {
    const row = [0];
    for (let place = 0; place < other.length; place += 1) {
      const diagonal = (last[place] ?? 0) + 1;
      row.push(
        character === other[place] ? diagonal : Math.max(row[place] ?? 0, last[place + 1] ?? 0),
      );
    }
    last = row;
  }
  return last[other.length] ?? 0;
}
