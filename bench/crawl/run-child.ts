/** The processes of the benchmark: the site, and one for each contender. */
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { projectRoot } from '../../runtime/project-root.js';
import type { CrawlTask, Measured } from './contender.js';

export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
}

/** @param profile the folder for a CPU profile, when one is wanted */
export function launch(built: string, name: string, profile?: string): Launch {
  const file = join(built, 'bench/crawl', `${name}.js`);
  const flags = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
  return { command: process.execPath, args: [...flags, file] };
}

/** Scrapy writes its JSON lines into `folder`. */
export function launchScrapy(folder: string): Launch {
  const spider = join(projectRoot(), 'bench/crawl/scrapy_spider.py');
  const items = join(folder, 'scrapy.jsonl');
  return { command: 'scrapy', args: ['runspider', spider, '-O', `${items}:jsonlines`] };
}

export function hasScrapy(): boolean {
  return spawnSync('scrapy', ['version'], { stdio: 'ignore' }).status === 0;
}

/** Runs a contender to its end; its last argument is the task as JSON, its output what it measured. */
export async function runChild({ command, args }: Launch, task: CrawlTask): Promise<Measured> {
  const child = spawn(command, [...args, ...taskArguments(command, task)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${String(code)}`);
  return JSON.parse(output) as Measured;
}

function taskArguments(command: string, task: CrawlTask): string[] {
  const text = JSON.stringify(task);
  if (command !== 'scrapy') return [text];
  const atOnce = String(task.concurrency);
  const settings = [
    `CONCURRENT_REQUESTS=${atOnce}`,
    `CONCURRENT_REQUESTS_PER_DOMAIN=${atOnce}`,
    'LOG_LEVEL=ERROR',
    'TELNETCONSOLE_ENABLED=False',
  ];
  return [...settings.flatMap((setting) => ['-s', setting]), '-a', `task=${text}`];
}

export interface Site {
  readonly origin: string;
  stop(): void;
}

export async function startSite(built: string): Promise<Site> {
  const { command, args } = launch(built, 'serve-site');
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface(child.stdout);
  const origin = await new Promise<string>((resolve, reject) => {
    lines.once('line', resolve);
    child.once('exit', () => reject(new Error('the site did not start')));
  });
  return { origin, stop: () => void child.kill() };
}
