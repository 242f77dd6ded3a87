/** The README's first command, as a newcomer sees it: from an empty data folder to a decision that stays. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './review-site.js';

const ROOT = join(import.meta.dirname, '..', '..');
const PATROL_MS = 600_000;

let dataDir: string;
let browser: Browser;
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'mingcha-start-'));
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  rmSync(dataDir, { recursive: true, force: true });
});

describe('npm start', () => {
  it(
    'patrols the sample sites, lets a reviewer decide, stops cleanly, and goes on with its data',
    {
      timeout: 3 * PATROL_MS,
    },
    async () => {
      const first = npmStart();
      await first.untilPrinted(/按 Ctrl-C 停止/, PATROL_MS);
      expect(first.output()).toMatch(/疑似线索共 \d+ 条/);
      expect(first.output()).toMatch(/精确率/);
      // Every posting of the sample sites that may be read was read.
      expect(first.output()).toMatch(/未采到 0 条；越过 robots\.txt 0 条/);
      const password = /一次性显示的密码：(\S+)/.exec(first.output())?.[1] ?? '';
      const url = /网页：(\S+)/.exec(first.output())?.[1] ?? '';

      const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
      await page.goto(url);
      await page.getByLabel('用户名').fill('admin');
      await page.getByLabel('密码').fill(password);
      await page.keyboard.press('Enter');
      await page.locator('tr.lead-row').first().click();
      await page.getByRole('article', { name: '线索详情' }).waitFor();
      await page.screenshot({
        path: join(import.meta.dirname, 'screenshots', 'npm-start-lead.png'),
      });
      const decided = Number(/leads\/(\d+)/.exec(page.url())?.[1]);
      await page.keyboard.press('y');
      await expect.poll(() => page.url(), { timeout: 10_000 }).not.toContain(`leads/${decided}?`);

      const second = npmStart();
      await second.untilPrinted(/明察已在运行/, 120_000);
      expect(await second.ended()).toBe(0);
      expect(await mingcha('leads', 'list', '--state', 'confirmed', '--json')).toMatchObject([
        { id: decided, state: 'confirmed' },
      ]);

      await stopByCtrlC(first);

      const third = npmStart();
      await third.untilPrinted(/按 Ctrl-C 停止/, PATROL_MS);
      expect(third.output()).not.toContain('一次性显示的密码');
      await stopByCtrlC(third);
      expect(await mingcha('leads', 'list', '--state', 'confirmed', '--json')).toMatchObject([
        { id: decided, state: 'confirmed' },
      ]);
    },
  );
});

/** npm itself may be killed by the signal that the terminal sends to all; the work must end cleanly. */
async function stopByCtrlC(started: ReturnType<typeof npmStart>): Promise<void> {
  started.pressCtrlC();
  await started.untilPrinted(/已停止，数据已保留/, 30_000);
  await expect.poll(() => processesOn(dataDir), { timeout: 10_000 }).toEqual([]);
}

/** `npm start` in a process group of its own, as a terminal would run it. */
function npmStart() {
  const child = run(['npm', 'start']);
  let printed = '';
  let errors = '';
  child.stdout?.on('data', (bytes: Buffer) => (printed += bytes.toString()));
  child.stderr?.on('data', (bytes: Buffer) => (errors += bytes.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  let isOver = false;
  void ended.then(() => (isOver = true));
  return {
    output: () => printed + errors,
    ended: () => ended,
    pressCtrlC: () => process.kill(-(child.pid ?? 0), 'SIGINT'),
    untilPrinted: (pattern: RegExp, timeout: number) =>
      expect
        .poll(() => (isOver || pattern.test(printed + errors) ? printed + errors : ''), {
          timeout,
          interval: 250,
        })
        .toMatch(pattern),
  };
}

async function mingcha(...args: string[]): Promise<unknown> {
  const child = run([process.execPath, 'cli/mingcha.mjs', ...args]);
  let printed = '';
  child.stdout?.on('data', (bytes: Buffer) => (printed += bytes.toString()));
  await new Promise((resolve) => child.once('close', resolve));
  return JSON.parse(printed);
}

function run(command: readonly string[]): ChildProcess {
  // Through `env`, because only the settings module reads our own environment.
  return spawn('env', [`DATA_DIR=${dataDir}`, 'PORT=0', ...command], { cwd: ROOT, detached: true });
}

/** Command lines of processes that name the folder. */
function processesOn(folder: string): string[] {
  return commandLines().filter((line) => line.includes(folder));
}

function commandLines(): string[] {
  // Small Linux machines have no `ps`, and macOS has no /proc.
  if (!existsSync('/proc')) return execFileSync('ps', ['-axo', 'command']).toString().split('\n');
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        return [readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')];
      } catch {
        // It ended while we looked.
        return [];
      }
    });
}
