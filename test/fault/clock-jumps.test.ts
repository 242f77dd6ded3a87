/** The process's clock jumps an hour back and forth while it crawls: nobody is hurried, nothing waits, no lease is lost. */
import { expect, it, onTestFinished } from 'vitest';
import { saveSource } from '../../db/sources/save-source.js';
import { runSource } from '../../workers/run-source.js';
import { listOf, postingPage } from '../sites/hostile/behaviour.js';
import { startHostileSite } from '../sites/hostile/start-hostile-site.js';
import { openTestDeps } from '../support/open-test-deps.js';
import { testSource } from '../support/save-postings.js';

const HOUR_MS = 60 * 60 * 1000;
const DELAY_MS = 250;
/** The machine is busy, and the site shares a process with the crawler. */
const LEAST_GAP_MS = DELAY_MS / 2;

/** Shifts what `Date` says by what `shift` says. */
function shiftClock(): { by(ms: number): void } {
  const Real = Date;
  let shift = 0;
  globalThis.Date = class extends Real {
    constructor(...given: [] | [string | number | Date]) {
      if (given.length === 0) super(Real.now() + shift);
      else super(...given);
    }
    static override now(): number {
      return Real.now() + shift;
    }
  } as DateConstructor;
  onTestFinished(() => {
    globalThis.Date = Real;
  });
  return { by: (ms) => (shift = ms) };
}

it('crawls on at its pace, with every page once', async () => {
  const opened = await openTestDeps();
  onTestFinished(() => opened.close());
  const { deps } = opened;
  const site = await startHostileSite();
  onTestFinished(() => site.close());
  const paths = Array.from({ length: 24 }, (_, at) => `/ad/${at}`);
  for (const path of paths) site.pages.set(path, { body: postingPage(`初中物理辅导${path}`) });
  site.pages.set('/list', { body: listOf(paths) });
  const source = testSource({ start: [`${site.origin}/list`], pace: { delayMs: DELAY_MS } });
  await saveSource(deps.database, source);

  const clock = shiftClock();
  const jumps = [-HOUR_MS, HOUR_MS, 0, 2 * HOUR_MS, -HOUR_MS, 0];
  let jumped = 0;
  const timer = setInterval(() => {
    const last = site.log.at(-1)?.at ?? Infinity;
    // While nothing is under way: then only its clock can tell the crawler when to go on.
    if (site.log.length < (jumped + 1) * 3 || performance.now() - last < DELAY_MS / 2) return;
    clock.by(jumps[jumped % jumps.length] ?? 0);
    jumped += 1;
  }, 10);
  onTestFinished(() => clearInterval(timer));
  const startedAt = performance.now();
  await runSource(deps, source, 'command', new AbortController().signal);

  expect(jumped).toBeGreaterThanOrEqual(6);
  expect(performance.now() - startedAt).toBeLessThan(25 * DELAY_MS + 15_000);
  const rows = await deps.database<{ state: string; fence: number; crashes: number }[]>`
    select distinct state, fence, crashes from frontier`;
  expect([...rows]).toEqual([{ state: 'done', fence: 1, crashes: 0 }]);
  const pages = await deps.database<{ tookMs: number }[]>`select took_ms from pages`;
  expect(pages).toHaveLength(25);
  expect(pages.every(({ tookMs }) => tookMs >= 0 && tookMs < 60_000)).toBe(true);
  const asked = site.log.filter(({ url }) => url !== '/robots.txt').map(({ at }) => at);
  expect(asked).toHaveLength(25);
  const gaps = asked.slice(1).map((at, index) => at - (asked[index] ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(LEAST_GAP_MS);
});
