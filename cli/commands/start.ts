import type { Command } from 'commander';
import { addFirstAdmin } from '../../db/people/users.js';
import { findLeads } from '../../db/leads/find-leads.js';
import { findSources } from '../../db/sources/find-sources.js';
import { findLastRuns } from '../../db/sources/source-health.js';
import { disableSources } from '../../db/sources/enable-sources.js';
import { readConfig } from '../../runtime/config.js';
import { claimInstance } from '../../runtime/embedded/instance-lock.js';
import { hashPassword } from '../../server/passwords.js';
import { keepSchedules, missedSources } from '../../workers/schedules.js';
import { crawlQueue } from '../../workers/queues.js';
import { startWorkers } from '../../workers/start-workers.js';
import { DEMO_PREFIX, startDemo } from '../demo.js';
import { withInstance, type Instance } from '../instance.js';
import { leadTable } from '../lead-table.js';
import { printLine, say } from '../print.js';
import { runSources } from '../run-sources.js';
import { printScore, scoreDemo } from '../score-demo.js';
import { startWeb } from '../start-web.js';
import { stopSignal, untilAborted } from '../stop-signal.js';
import { randomPassword } from './user.js';
import { WHOLE_BUREAU } from '../../domain/rights.js';

const SHOWN_LEADS = 30;

export function addStart(program: Command): void {
  program
    .command('start')
    .description(
      'everything in one process group, on embedded PostgreSQL and Redis unless others are set',
    )
    .option('--demo', 'also serve the sample sites, patrol them and print what was found')
    .action(async ({ demo }: { readonly demo?: boolean }) => {
      const signal = stopSignal();
      const claim = await claimInstance(readConfig().dataDir);
      if (!claim.owner) return tellRunning(claim.pid, claim.info['web'] ?? '');
      try {
        say('正在启动 PostgreSQL 和 Redis……');
        await withInstance(async (instance) => {
          const web = await startWeb(instance, { mayMove: demo === true });
          try {
            claim.publish({ web: web.url });
            await runAll(instance, { isDemo: demo === true, webUrl: web.url, signal });
          } finally {
            await web.close();
          }
        });
      } finally {
        claim.release();
      }
      say('已停止，数据已保留。');
    });
}

/** A second start on one data folder shows what the first one has. */
async function tellRunning(pid: number, webUrl: string): Promise<void> {
  await withInstance(printLeads);
  say(`明察已在运行（进程 ${pid}），数据同上。网页：${webUrl}`);
}

async function runAll(
  instance: Instance,
  options: { readonly isDemo: boolean; readonly webUrl: string; readonly signal: AbortSignal },
): Promise<void> {
  const { deps, connection } = instance;
  const { isDemo, webUrl, signal } = options;
  const password = await makeFirstAdmin(instance);
  say(`网页已就绪：${webUrl}`);
  const demo = isDemo ? await startDemo(deps) : null;
  // Without the sample sites their sources would only fail.
  if (demo === null) await disableSources(deps.database, DEMO_PREFIX);
  const timetable = await keepSchedules(deps, instance.config.timeZone);
  const workers = startWorkers(forDemo(instance, isDemo), connection, [
    'crawl',
    'browse',
    'suggest',
    'read-image',
    'classify',
    'group',
    'sweep',
  ]);
  try {
    await enqueueMissed(instance, demo?.sources.map((source) => source.id) ?? []);
    if (demo !== null) {
      say('正在巡查样例站点……');
      await runSources(forDemo(instance, isDemo), demo.sources, { isWaiting: true, signal });
      await printLeads(instance);
      if (!signal.aborted) await printScore(await scoreDemo(deps.database));
    }
    await printWelcome(webUrl, password);
    await untilAborted(signal);
  } finally {
    timetable.stop();
    await workers.stop();
    await demo?.close();
  }
}

/** The sample sites are on loopback, which the crawler otherwise refuses. */
function forDemo({ deps }: Instance, isDemo: boolean): Instance['deps'] {
  const { privateNetwork } = deps.crawl;
  if (!isDemo || privateNetwork === 'all') return deps;
  const named = privateNetwork === 'off' ? [] : privateNetwork;
  return { ...deps, crawl: { ...deps.crawl, privateNetwork: [...named, '127.0.0.1'] } };
}

async function makeFirstAdmin({ deps }: Instance): Promise<string | null> {
  const password = randomPassword();
  return (await addFirstAdmin(deps.database, await hashPassword(password))) ? password : null;
}

/** @param runningNow sources that are patrolled anyway, and so have missed nothing */
async function enqueueMissed(
  { deps, config }: Instance,
  runningNow: readonly string[],
): Promise<void> {
  const sources = await findSources(deps.database);
  const lastRuns = await findLastRuns(deps.database);
  const startedAt = new Map([...lastRuns].map(([id, run]) => [id, run.startedAt]));
  const missed = missedSources(sources, startedAt, deps.clock.now(), config.timeZone);
  for (const source of missed) {
    if (runningNow.includes(source.id)) continue;
    await deps.queues.add(crawlQueue(source), [{ sourceId: source.id, trigger: 'schedule' }]);
  }
}

async function printLeads({ deps }: Instance): Promise<void> {
  const page = await findLeads(deps.database, WHOLE_BUREAU, {
    states: null,
    code: null,
    sourceId: null,
    text: null,
    sort: 'priority',
    cursor: null,
    limit: SHOWN_LEADS,
  });
  if (page.total === 0) return say('还没有线索。');
  await printLine(leadTable(page.leads));
  await printLine(`疑似线索共 ${page.total} 条，以上为优先级最高的 ${page.leads.length} 条。`);
}

async function printWelcome(webUrl: string, password: string | null): Promise<void> {
  await printLine('');
  await printLine(`网页：${webUrl}`);
  await printLine(
    password === null
      ? '管理员：admin（密码在首次启动时已显示；忘记时运行 npx mingcha user passwd admin）'
      : `管理员：admin    一次性显示的密码：${password}`,
  );
  await printLine('按 Ctrl-C 停止；数据会保留，下次启动接着用。');
}
