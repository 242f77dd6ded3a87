import { execFile } from 'node:child_process';
import { statfs } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Command } from 'commander';
import { readConfig } from '../../runtime/config.js';
import { findChromium } from '../../runtime/find-chromium.js';
import { findTesseract } from '../../runtime/find-tesseract.js';
import { hasChineseFonts } from '../../runtime/find-fonts.js';
import { projectRoot } from '../../runtime/project-root.js';
import { loadWorkingClassifier } from '../../workers/load-classifier.js';
import { ExitCode } from '../exit-code.js';
import { isFenced } from '../../db/open-database.js';
import { withInstance } from '../instance.js';
import { printJson, printLine } from '../print.js';
import { newTable } from '../new-table.js';

interface Check {
  readonly check: string;
  readonly ok: boolean;
  /** What was found or, when it is not well, what to do. */
  readonly detail: string;
}

const LEAST_FREE_GB = 2;

const FENCED = '程序以角色 mingcha_app 连接，无权改、删审计记录与研判结论';
/** No failure: there are servers on which nobody can change it. */
const UNFENCED =
  '没有角色 mingcha_app（数据库用户无权建立或使用）：只靠触发器防止改、删；如何补上见 docs/security.md';

export function addDoctor(program: Command): void {
  program
    .command('doctor')
    .description('check everything that a run needs, and say what to do about what is missing')
    .option('--json', 'print one JSON value')
    .action(async ({ json }: { readonly json?: boolean }) => {
      const checks = await examine();
      await (json === true ? printJson(checks) : printLine(toTable(checks)));
      if (checks.some((check) => !check.ok)) process.exitCode = ExitCode.failed;
    });
}

/** The checks in the order in which things depend on each other. */
async function examine(): Promise<Check[]> {
  return [
    { check: 'Node.js', ok: true, detail: process.version },
    await attempt('设置', async () => `数据目录 ${readConfig().dataDir}`),
    await attempt('数据目录空间', checkDisk),
    await attempt('规则与模型', checkClassifier),
    await attempt('Chromium', checkChromium),
    await attempt('图片文字识别', checkTesseract),
    await attempt('中文字体', checkFonts),
    ...(await checkServices()),
  ];
}

async function attempt(check: string, look: () => Promise<string>): Promise<Check> {
  try {
    return { check, ok: true, detail: await look() };
  } catch (error) {
    return { check, ok: false, detail: error instanceof Error ? error.message : String(error) };
  }
}

async function checkClassifier(): Promise<string> {
  const { classifier, rulesProblem, modelProblem } = loadWorkingClassifier(readConfig().dataDir);
  const problems = [rulesProblem, modelProblem].filter((problem) => problem !== undefined);
  const { rules, model } = classifier.version;
  const inForce = `规则版本 ${rules}，模型版本 ${model ?? '无'}`;
  if (problems.length === 0) return inForce;
  throw new Error(
    `本单位的规则或模型有错，未生效，仍按上一次有效的判断（${inForce}）：\n${problems.join('\n')}`,
  );
}

async function checkDisk(): Promise<string> {
  const root = projectRoot();
  const { bavail, bsize } = await statfs(root);
  const freeGb = (bavail * bsize) / 1e9;
  if (freeGb < LEAST_FREE_GB) throw new Error(`只剩 ${freeGb.toFixed(1)} GB，请先清理磁盘`);
  return `剩余 ${freeGb.toFixed(0)} GB`;
}

async function checkChromium(): Promise<string> {
  const config = readConfig();
  const path = findChromium({ configured: config.chromiumPath, path: config.searchPath });
  if (path === null) {
    throw new Error('没有找到：需要脚本的网页无法巡查。请安装 chromium，或设置 CHROMIUM_PATH');
  }
  const { stdout } = await promisify(execFile)(path, ['--version', '--no-sandbox']);
  return stdout.trim();
}

async function checkTesseract(): Promise<string> {
  const config = readConfig();
  const found = findTesseract({ configured: config.tesseractPath, path: config.searchPath });
  if (found === null) {
    throw new Error(
      '没有找到 tesseract 或其中文模型：图片里的文字不会被识别（二维码仍会解码）。请安装 tesseract-ocr 和 tesseract-ocr-chi-sim，或设置 TESSERACT_PATH',
    );
  }
  return found.version;
}

async function checkFonts(): Promise<string> {
  // Null: this system has no way to tell, which is no reason to complain.
  if ((await hasChineseFonts(readConfig().searchPath)) === false) {
    throw new Error('没有中文字体：截图会是方块。请安装 fonts-noto-cjk');
  }
  return '未发现缺失';
}

async function checkServices(): Promise<Check[]> {
  let migrations = 0;
  let fenced = false;
  const services = await attempt('PostgreSQL 与 Redis', () =>
    withInstance(async ({ deps }) => {
      const [server] = await deps.database<{ version: string; migrations: number }[]>`
        select current_setting('server_version') as version,
          (select count(*)::int from schema_migrations) as migrations`;
      migrations = server?.migrations ?? 0;
      fenced = await isFenced(deps.database);
      return `PostgreSQL ${server?.version ?? ''}，Redis 已应答`;
    }),
  );
  if (!services.ok) return [services];
  return [
    services,
    { check: '数据库迁移', ok: true, detail: `已应用 ${migrations} 个` },
    { check: '审计只追加', ok: true, detail: fenced ? FENCED : UNFENCED },
  ];
}

function toTable(checks: readonly Check[]): string {
  const table = newTable(['检查', '结果', '说明']);
  for (const { check, ok, detail } of checks) table.push([check, ok ? '✓' : '✗', detail]);
  return table.toString();
}
