import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Unavailable } from '../../../domain/errors.js';
import { fixedClock } from '../../../runtime/clock.js';
import { createLog } from '../../../runtime/log.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

describe('createLog', () => {
  it('writes one JSON object a line, with the fields of its child, at its level and above', () => {
    const file = join(temporaryFolder(), 'logs', 'mingcha.log');
    const log = createLog({ level: 'info', destination: file }).child({ sourceId: 'demo' });
    log.debug('not shown');
    log.info({ pages: 3 }, 'run finished');
    log.error({ err: new Error('boom') }, 'job failed');
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    expect(lines.map((line): unknown => JSON.parse(line))).toEqual([
      expect.objectContaining({ level: 'info', msg: 'run finished', sourceId: 'demo', pages: 3 }),
      expect.objectContaining({
        level: 'error',
        err: expect.objectContaining({ message: 'boom' }) as unknown,
      }),
    ]);
  });
});

describe('createLog on a file that cannot be written', () => {
  it.each(['/proc/mingcha/log', '/dev/null/log'])('says so: %s', (destination) => {
    expect(() => createLog({ level: 'info', destination })).toThrow(Unavailable);
    expect(() => createLog({ level: 'info', destination })).toThrow(destination);
  });
});

describe('fixedClock', () => {
  it('stands still, whatever is done with the date it gave', () => {
    const clock = fixedClock(new Date('2026-01-01T00:00:00Z'));
    clock.now().setFullYear(1999);
    expect(clock.now().toISOString()).toBe('2026-01-01T00:00:00.000Z');
  });
});
