/** docs/errors.md says what the code does, class by class and the other way round. */
import { UnrecoverableError } from 'bullmq';
import Fastify from 'fastify';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Command } from 'commander';
import { runCommand } from '../../../cli/run-command.js';
import type { Claim } from '../../../domain/frontier.js';
import { judgeError } from '../../../crawlers/judge-error.js';
import * as errors from '../../../domain/errors.js';
import { registerProblems } from '../../../server/problem.js';
import { toBullError } from '../../../workers/outcome.js';
import { readPage, tableRows } from './pages.js';

/** One of each; a class without an example here fails the first test. */
const EXAMPLES: Readonly<Record<string, errors.MingchaError>> = {
  FetchFailed: new errors.FetchFailed('made up'),
  FetchThrottled: new errors.FetchThrottled('made up', 1_000),
  FetchForbidden: new errors.FetchForbidden('made up', 'robots'),
  FetchTooLarge: new errors.FetchTooLarge('made up'),
  InvalidInput: new errors.InvalidInput('made up', ['line 1']),
  NotFound: new errors.NotFound('made up'),
  NotAllowed: new errors.NotAllowed('made up'),
  Conflict: new errors.Conflict('made up'),
  Unavailable: new errors.Unavailable('made up'),
};

const thrown = vi.hoisted(() => ({ error: new Error('nothing yet') }));
// A command that fails as it is told to; everything around it is the real thing.
vi.mock('../../../cli/commands/doctor.js', () => ({
  addDoctor: (program: Command) =>
    program.command('doctor').action(() => {
      throw thrown.error;
    }),
}));

const rows = tableRows(readPage('docs/errors.md')).map(
  ([name = '', means = '', page = '', job = '', http = '', exit = '']) => ({
    name: name.replaceAll('`', ''),
    means,
    page,
    job,
    http: Number(http),
    exit: Number(exit),
  }),
);

describe('docs/errors.md', () => {
  it('has a row for every class of domain/errors.ts, in its order, and no other', () => {
    const classes = Object.keys(errors).filter((name) => name !== 'MingchaError');
    const inOrder = [...readPage('domain/errors.ts').matchAll(/^export class (\w+)/gm)].map(
      (match) => match[1],
    );
    expect([...inOrder].sort()).toEqual(classes.sort());
    expect(rows.map((row) => row.name)).toEqual(inOrder);
    expect(Object.keys(EXAMPLES)).toEqual(inOrder);
  });

  it.each(rows)('$name: what becomes of the page', ({ name, page }) => {
    const pauses = { retryMs: 1, throttleMs: 1 };
    expect(judgeError(exampleOf(name), CLAIM, pauses).outcome).toBe(page);
  });

  it.each(rows)('$name: whether the job is tried again', ({ name, job }) => {
    const isFinal = toBullError(exampleOf(name)) instanceof UnrecoverableError;
    expect(isFinal ? 'never' : 'again').toBe(job);
  });

  it.each(rows)('$name: the HTTP status', async ({ name, http }) => {
    const app = Fastify();
    registerProblems(app);
    app.get('/', () => {
      throw exampleOf(name);
    });
    expect((await app.inject('/')).statusCode).toBe(http);
    await app.close();
  });

  describe('exit status', () => {
    const before = process.exitCode;
    const listeners = process.stdout.listeners('error');
    afterEach(() => {
      process.exitCode = before;
      for (const listener of process.stdout.listeners('error')) {
        if (!listeners.includes(listener)) process.stdout.off('error', listener as () => void);
      }
    });

    it.each(rows)('$name', async ({ name, exit }) => {
      thrown.error = exampleOf(name);
      const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
      await runCommand(['doctor']);
      stderr.mockRestore();
      expect(process.exitCode).toBe(exit);
    });
  });
});

const CLAIM: Claim = {
  urlId: 1,
  url: 'http://127.0.0.1/list/',
  role: 'detail',
  fetchBy: 'http',
  depth: 1,
  fence: 1,
  etag: null,
  lastModified: null,
  bodyHash: null,
};

function exampleOf(name: string): errors.MingchaError {
  const example = EXAMPLES[name];
  if (example === undefined) throw new Error(`no example of ${name}`);
  return example;
}
