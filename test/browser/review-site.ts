/** The built web UI over an in-memory server on loopback, and a real Chromium to look at it with. */
import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium, type Browser, type Page } from 'playwright';
import { findChromium } from '../../runtime/find-chromium.js';
import { readConfig } from '../../runtime/config.js';
import type { SourceDetail } from '../../server/contract/source.js';
import { sampleLeads } from '../unit/server/sample-leads.js';
import { sampleHealth, sampleSource } from '../unit/server/sample-sources.js';
import { PASSWORD, REVIEWER, testServer, type TestServer } from '../unit/server/test-server.js';

const ROOT = join(import.meta.dirname, '..', '..');
const SCREENSHOTS = join(import.meta.dirname, 'screenshots');

/** Builds the UI once; the folder that `review site` serves. */
export async function buildWeb(): Promise<{ webDir: string; remove: () => Promise<void> }> {
  const webDir = await mkdtemp(join(tmpdir(), 'mingcha-web-'));
  // As a process of its own: Vitest's NODE_ENV would give the development build of React.
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
  const config = join(ROOT, 'web', 'vite.config.ts');
  await promisify(execFile)(
    process.execPath,
    [vite, 'build', '--config', config, '--outDir', webDir, '--emptyOutDir', '--logLevel', 'error'],
    { env: { NODE_ENV: 'production' } },
  );
  return { webDir, remove: () => rm(webDir, { recursive: true, force: true }) };
}

export async function launchBrowser(): Promise<Browser> {
  const config = readConfig();
  const executablePath = findChromium({
    configured: config.chromiumPath,
    path: config.searchPath,
  });
  if (executablePath === null) throw new Error('no Chromium found: set CHROMIUM_PATH');
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({ executablePath, args: isRoot ? ['--no-sandbox'] : [] });
}

export interface ReviewSite extends TestServer, OpenPage {
  readonly url: string;
}

export interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
}

/** A fresh server with the sample leads, and a page of a fresh browser profile. */
export async function openReviewSite(
  browser: Browser,
  webDir: string,
  { width = 1366, height = 768, colorScheme = 'light' }: Look = {},
): Promise<ReviewSite> {
  const server = await testServer({
    leads: sampleLeads(),
    sources: sampleSources(),
    webDir,
    startsAt: new Date(),
  });
  const url = await server.app.listen({ host: '127.0.0.1', port: 0 });
  const opened = await openPage(browser, url, { width, height, colorScheme });
  return {
    ...server,
    ...opened,
    url,
    close: async () => {
      await opened.close();
      await server.app.close();
    },
  };
}

export interface OpenPage {
  readonly page: Page;
  /** What the page complained about: script errors, refused by the content security policy. */
  readonly complaints: string[];
  readonly shoot: (name: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A page of a fresh browser profile that may ask `url` only. */
export async function openPage(
  browser: Browser,
  url: string,
  { width = 1366, height = 768, colorScheme = 'light' }: Look = {},
): Promise<OpenPage> {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme,
    locale: 'zh-CN',
    // The browser is somewhere else than the bureau: times must be Beijing's all the same.
    timezoneId: 'America/New_York',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    // A refused request is also written to the console; the UI deals with those.
    const isRefusal = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isRefusal) complaints.push(message.text());
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(url)) complaints.push(`asked elsewhere: ${request.url()}`);
  });
  return {
    page,
    complaints,
    shoot: async (name) => {
      mkdirSync(SCREENSHOTS, { recursive: true });
      await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`) });
    },
    close: () => context.close(),
  };
}

export async function logInOn(
  { page, url }: Pick<ReviewSite, 'page' | 'url'>,
  path = '/leads',
  { name, password }: { readonly name: string; readonly password: string } = {
    ...{ name: REVIEWER.name, password: PASSWORD },
  },
): Promise<void> {
  await page.goto(`${url}${path}`);
  await page.getByLabel('用户名').fill(name);
  await page.getByLabel('密码').fill(password);
  await page.getByRole('button', { name: '登录' }).click();
  await page.getByRole('navigation').waitFor();
}

function sampleSources(): SourceDetail[] {
  const run = {
    id: 7,
    sourceId: 'sample-recruitment',
    state: 'done',
    trigger: 'schedule',
    startedAt: new Date('2026-11-20T22:00:00Z'),
    endedAt: new Date('2026-11-20T22:04:10Z'),
    ...{ pageCount: 42, postingCount: 180, issueCount: 0 },
  } as const;
  const recent = sampleHealth(12, run.startedAt);
  return [
    sampleSource({ lastRun: run, recent: recent.slice(0, -1) }),
    sampleSource({
      ...{ id: 'sample-platform', name: '示例同城论坛', kind: 'platform', recent },
      verdict: 'blocked',
      reasons: [
        { kind: 'walls', count: 40, of: 50 },
        { kind: 'expects', count: 1, of: 0 },
      ],
      url: 'https://forum.example/board/edu',
      lastRun: { ...run, id: 8, state: 'failed', postingCount: 0, issueCount: 1 },
      issues: [
        {
          ...{ id: 1, kind: 'expects-postings', message: '预期至少 5 条，实得 0 条' },
          url: 'https://forum.example/board/edu',
          raisedAt: new Date('2026-11-20T22:05:00Z'),
        },
      ],
    }),
    sampleSource({
      ...{ id: 'sample-tutoring', name: '示例家教信息', kind: 'tutoring' },
      ...{ url: 'https://tutor.example/', schedule: null, nextRunAt: null },
      verdict: 'silent',
      reasons: [{ kind: 'never-run', count: 0, of: 0 }],
    }),
  ];
}
