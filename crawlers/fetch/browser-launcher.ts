/** The browsers of one crawl: how they start, how much memory they may hold, and that none is left. */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Browser, type CDPSession, type LaunchOptions } from 'playwright';
import { browserEgress } from '../egress/browser-egress.js';
import type { EgressProxy } from '../egress/start-egress-proxy.js';
import { BROWSER_FLAGS, UNWANTED_FLAGS } from './browser-flags.js';
import { findProcesses, killTree, residentBytes } from './process-table.js';

export interface BrowserLauncherOptions {
  readonly executablePath: string;
  readonly egress: EgressProxy;
  /** One page's process beyond it is ended: that page crashes, and no other. */
  readonly maxPageMemory: number;
}

export interface BrowserLauncher {
  /** What Crawlee calls a browser type. */
  readonly browserType: { name(): string; launch(options: LaunchOptions): Promise<Browser> };
  /** Bytes that all processes of a browser hold, when last looked at; 0 where that is not known. */
  memoryOf(browser: Browser): number;
  /** Whether a page of the browser was ended for its memory within the last moments. */
  hasEndedPage(browser: Browser): boolean;
  /** Ends a browser that is retired: at once when no page is left in it, at the latest after `graceMs`. */
  end(browser: Browser, graceMs: number): void;
  /** Ends whatever is left, starting browsers included, and removes their files. */
  close(): Promise<void>;
}

interface Running {
  readonly session: CDPSession;
  readonly id: number | undefined;
  memory: number;
  endedPageAt: number;
  endBy: number;
}

const PREFIX = 'mingcha-browser-';
const WATCH_MS = 500;
const CLOSE_MS = 3_000;

export async function createBrowserLauncher({
  executablePath,
  egress,
  maxPageMemory,
}: BrowserLauncherOptions): Promise<BrowserLauncher> {
  await removeLeftovers();
  const profile = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  const wayOut = browserEgress(egress);
  const running = new Map<Browser, Running>();
  const starting = new Set<Promise<unknown>>();
  let isClosed = false;

  async function launch(options: LaunchOptions): Promise<Browser> {
    const started = chromium.launch({
      ...options,
      executablePath,
      proxy: wayOut.proxy,
      args: [
        ...BROWSER_FLAGS,
        ...wayOut.args,
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        `--crash-dumps-dir=${profile}`,
      ],
      ignoreDefaultArgs: [...UNWANTED_FLAGS],
      downloadsPath: profile,
      // Our own signal ends the browser; Playwright's handlers would end the process as well.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
    starting.add(started);
    try {
      const browser = await started;
      const session = await browser.newBrowserCDPSession();
      const processes = await processesOf(session);
      const id = processes.find(({ type }) => type === 'browser')?.id;
      running.set(browser, { session, id, memory: 0, endedPageAt: -Infinity, endBy: Infinity });
      browser.on('disconnected', () => running.delete(browser));
      // Crawlee would put a proxy of its own, open to the whole machine, before one with a password.
      const newPage = browser.newPage.bind(browser);
      browser.newPage = (pageOptions) => newPage({ ...pageOptions, proxy: wayOut.proxy });
      return browser;
    } finally {
      starting.delete(started);
    }
  }

  async function look(browser: Browser, state: Running): Promise<void> {
    const isEmpty = browser.contexts().length === 0;
    if (performance.now() >= state.endBy || (isEmpty && state.endBy < Infinity)) {
      await closeBrowser(browser, state);
      return;
    }
    let memory = 0;
    for (const { type, id } of await processesOf(state.session)) {
      const bytes = residentBytes(id);
      memory += bytes;
      if (type !== 'renderer' || bytes <= maxPageMemory) continue;
      state.endedPageAt = performance.now();
      killTree(id);
    }
    state.memory = memory;
  }

  async function watch(): Promise<void> {
    while (!isClosed) {
      await sleep(WATCH_MS, undefined, { ref: false });
      // A browser that is gone by now has no processes to look at.
      await Promise.all([...running].map((one) => look(...one).catch(() => undefined)));
    }
  }
  const watching = watch();

  return {
    browserType: { name: () => 'chromium', launch },
    memoryOf: (browser) => running.get(browser)?.memory ?? 0,
    hasEndedPage: (browser) =>
      performance.now() - (running.get(browser)?.endedPageAt ?? -Infinity) < 4 * WATCH_MS,
    end(browser, graceMs) {
      const state = running.get(browser);
      if (state !== undefined) state.endBy = Math.min(state.endBy, performance.now() + graceMs);
    },
    async close() {
      isClosed = true;
      await Promise.all([...running].map((one) => closeBrowser(...one)));
      // A browser that is still starting has told nobody its process; it stands in the table.
      while (starting.size > 0) {
        for (const id of findProcesses(profile)) killTree(id);
        await Promise.race([Promise.allSettled([...starting]), sleep(100)]);
      }
      await watching;
      await rm(profile, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** @throws when the browser does not answer any more */
async function processesOf(session: CDPSession) {
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  return processInfo;
}

/** In order if it can be, with its whole process tree if not. */
async function closeBrowser(browser: Browser, { id }: Running): Promise<void> {
  const closed = browser.close().catch(() => undefined);
  const isClosed = await Promise.race([
    closed.then(() => true),
    sleep(CLOSE_MS, false, { ref: false }),
  ]);
  if (isClosed || id === undefined) return;
  killTree(id);
  await closed;
}

/**
 * What crawlers left that were killed. Chromium ends by itself when the pipe to its crawler breaks, but
 * one that is stopped or very busy does not see that for a while.
 */
async function removeLeftovers(): Promise<void> {
  const names = await readdir(tmpdir());
  for (const name of names) {
    const owner = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (owner === undefined || isAlive(Number(owner))) continue;
    for (const id of findProcesses(name)) killTree(id);
    await rm(join(tmpdir(), name), { recursive: true, force: true }).catch(() => undefined);
  }
}

function isAlive(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    // It lives, and is somebody else's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
