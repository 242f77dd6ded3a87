/** A crawler that is killed, or told to end, while a page is open: no browser stays behind. */
import { spawn } from 'node:child_process';
import { expect, it, onTestFinished } from 'vitest';
import { findProcesses } from '../../crawlers/fetch/process-table.js';
import { startHostileSite } from '../sites/hostile/start-hostile-site.js';
import { browse, sourceOf } from '../support/browse-site.js';
import { waitUntil } from '../support/wait-until.js';

const CRAWLER = new URL('../support/browse-for-ever.ts', import.meta.url).pathname;
const HOOKS = new URL('../support/register-typescript.mjs', import.meta.url).pathname;

it.each(['SIGKILL', 'SIGTERM'] as const)('after %s', { timeout: 60_000 }, async (signal) => {
  const site = await startHostileSite();
  onTestFinished(() => site.close());
  const script = 'setInterval(() => fetch("/again"), 50); setTimeout(() => { for (;;); }, 500);';
  site.pages.set('/for-ever', { body: `<p>辅导</p><script>${script}</script>` });
  const crawler = spawn(process.execPath, ['--import', HOOKS, CRAWLER, site.origin]);
  const ended = new Promise((resolve) => crawler.once('close', resolve));
  const browsers = () => findProcesses(`mingcha-browser-${crawler.pid ?? 0}-`).length;
  await waitUntil('the page', () => Promise.resolve(site.requests.includes('GET /again')), 40);
  expect(browsers()).toBeGreaterThan(0);
  crawler.kill(signal);
  await ended;
  await expect.poll(browsers, { timeout: 10_000 }).toBe(0);
});

it('a browser that did not see its crawler die is ended by the next crawl', async () => {
  const site = await startHostileSite();
  onTestFinished(() => site.close());
  const script = 'setInterval(() => fetch("/again"), 50)';
  site.pages.set('/for-ever', { body: `<p>辅导</p><script>${script}</script>` });
  const crawler = spawn(process.execPath, ['--import', HOOKS, CRAWLER, site.origin]);
  const ended = new Promise((resolve) => crawler.once('close', resolve));
  const browsers = () => findProcesses(`mingcha-browser-${crawler.pid ?? 0}-`);
  await waitUntil('the page', () => site.requests.includes('GET /again'), 40);
  for (const id of browsers()) process.kill(id, 'SIGSTOP');
  crawler.kill('SIGKILL');
  await ended;
  expect(browsers().length).toBeGreaterThan(0);
  const { summary } = await browse(sourceOf([`${site.origin}/206`], { fetch: 'browser' }));
  expect(summary.pages).toBe(1);
  await expect.poll(() => browsers().length, { timeout: 10_000 }).toBe(0);
});
