import { Option, type Command } from 'commander';
import { addFirstAdmin } from '../../db/people/users.js';
import { hashPassword } from '../../server/passwords.js';
import type { QueueName } from '../../workers/queues.js';
import { keepSchedules } from '../../workers/schedules.js';
import { startWorkers } from '../../workers/start-workers.js';
import { withInstance } from '../instance.js';
import { printLine, say } from '../print.js';
import { startWeb } from '../start-web.js';
import { stopSignal, untilAborted } from '../stop-signal.js';
import { randomPassword } from './user.js';

/** One role a process, for many machines on one PostgreSQL and one Redis. */
export function addServer(program: Command): void {
  program
    .command('server')
    .description('the HTTP API and the web UI')
    .action(() =>
      withInstance(async (instance) => {
        const signal = stopSignal();
        const password = randomPassword();
        if (await addFirstAdmin(instance.deps.database, await hashPassword(password))) {
          await printLine(`管理员：admin    一次性显示的密码：${password}`);
        }
        const web = await startWeb(instance, { mayMove: false });
        say(`网页已就绪：${web.url}`);
        try {
          await untilAborted(signal);
        } finally {
          await web.close();
        }
      }),
    );
}

export function addWorker(program: Command): void {
  program
    .command('worker')
    .description('classifies, groups and sweeps')
    .action(() => runQueues(['classify', 'group', 'sweep']));
}

export function addCrawler(program: Command): void {
  program
    .command('crawler')
    .description('patrols sources, by HTTP and in a browser, and reads pictures')
    .addOption(
      new Option(
        '--fetch <kind>',
        'only the sources that need no browser, or only those that may',
      ).choices(['http', 'browser']),
    )
    .action(({ fetch }: { readonly fetch?: 'http' | 'browser' }) => {
      if (fetch === undefined) return runQueues(['crawl', 'browse', 'suggest', 'read-image']);
      return runQueues(
        fetch === 'http' ? ['crawl', 'read-image'] : ['browse', 'suggest', 'read-image'],
      );
    });
}

function runQueues(queues: readonly QueueName[]): Promise<void> {
  return withInstance(async ({ deps, connection, config }) => {
    const signal = stopSignal();
    const timetable = await keepSchedules(deps, config.timeZone);
    const workers = startWorkers(deps, connection, queues);
    say(`就绪：${queues.join('、')}`);
    try {
      await untilAborted(signal);
    } finally {
      timetable.stop();
      await workers.stop();
    }
  });
}
