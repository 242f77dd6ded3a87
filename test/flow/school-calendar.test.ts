/** A school calendar from an office's file to what the calendar says of a day. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { connect, type Database } from '../../db/connect.js';
import { findSchoolBreaks } from '../../db/school-breaks/find-school-breaks.js';
import { saveSchoolBreaks } from '../../db/school-breaks/save-school-breaks.js';
import type { SchoolBreak } from '../../domain/calendar/school-break.js';
import { findLead } from '../../db/leads/find-lead.js';
import { findLeads } from '../../db/leads/find-leads.js';
import { loadClassifications } from '../../db/findings/load-classifications.js';
import {
  classifyAndGroup,
  savePostingsOf,
  testPosting,
  testSource,
} from '../support/save-postings.js';
import { createDatabase, type TestDatabase } from '../support/create-database.js';
import { openTestDeps } from '../support/open-test-deps.js';
import { runCommand } from '../support/run-command.js';
import { WHOLE_BUREAU } from '../../domain/rights.js';

let created: TestDatabase;
let database: Database;
let folder: string;

beforeAll(async () => {
  created = await createDatabase();
  database = connect(created.url, 2);
  folder = mkdtempSync(join(tmpdir(), 'mingcha-t-'));
});
afterAll(async () => {
  await database.end();
  await created.drop();
  rmSync(folder, { recursive: true, force: true });
});

function mingcha(...args: readonly string[]) {
  return runCommand(args, { DATABASE_URL: created.url, DATA_DIR: join(folder, 'data') });
}

function fileOf(name: string, ...rows: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, ['省份,城市,学段,假期,开始日期,结束日期', ...rows].join('\n'));
  return path;
}

const SUMMER: SchoolBreak = {
  province: '别省',
  city: '',
  stage: null,
  season: 'SUMMER',
  from: '2023-07-08',
  to: '2023-08-31',
};

it('saved again they change nothing, with other days they are corrected', async () => {
  const primary = { ...SUMMER, stage: 'PRIMARY' as const };
  expect(await saveSchoolBreaks(database, [SUMMER, primary])).toEqual({
    added: 2,
    changed: 0,
    unchanged: 0,
  });
  const corrected = { ...SUMMER, from: '2023-07-01' };
  expect(await saveSchoolBreaks(database, [corrected, primary])).toEqual({
    added: 0,
    changed: 1,
    unchanged: 1,
  });
  expect(await findSchoolBreaks(database)).toEqual([corrected, primary]);
  await expect(
    saveSchoolBreaks(database, [
      { ...SUMMER, city: '丙市' },
      { ...SUMMER, province: '' },
    ]),
  ).rejects.toThrow('school_breaks');
  expect(await findSchoolBreaks(database)).toHaveLength(2);
});

it('tells which days off a posting teaches on', async () => {
  const opened = await openTestDeps();
  onTestFinished(() => opened.close());
  const { deps } = opened;
  await saveSchoolBreaks(deps.database, [{ ...SUMMER, from: '2026-07-04', to: '2026-08-31' }]);
  const posting = testPosting({
    url: 'http://site.test/1',
    title: '初二物理一对一家教',
    body: '本人大学生，可上门辅导初二物理，150元/小时，7月10日上午开课，加微信mc_test_001',
    publishedAt: '2026-06-20T09:00:00+08:00',
  });
  const saved = await savePostingsOf(deps, testSource(), [posting]);
  await classifyAndGroup(deps, saved);
  const query = { states: null, code: 'TIM-01', sourceId: null, text: null } as const;
  const { leads } = await findLeads(deps.database, WHOLE_BUREAU, {
    ...query,
    sort: 'priority',
    cursor: null,
    limit: 5,
  });
  const shown = async () =>
    (await findLead(deps.database, WHOLE_BUREAU, leads[0]?.id ?? 0))?.postings[0];
  expect((await shown())?.facets.period).toEqual(['SUMMER']);
  const spans = (await shown())?.findings.find(({ code }) => code === 'TIM-01')?.spans;
  expect(spans?.map(({ text }) => text)).toEqual(['7月10日']);

  // As it was stored before there was such a facet.
  await deps.database`update classifications set facets = facets - 'period'`;
  expect((await shown())?.facets.period).toEqual([]);
  const ids = saved.map(({ postingId }) => postingId);
  const loaded = await loadClassifications(deps.database, ids, deps.seal);
  expect([...loaded.values()].map(({ facets }) => facets.period)).toEqual([[]]);
});

describe('the command', () => {
  it(
    'imports a file as a whole or not at all, and tells the days',
    { timeout: 120_000 },
    async () => {
      const wrong = fileOf(
        'wrong.csv',
        '示例省,甲市,,寒假,2023-01-14,2023-02-05',
        '示例省,甲市,,暑假,2023-07-40,2023-08-31',
      );
      const refused = await mingcha('import', 'school-calendar', wrong);
      expect(refused).toMatchObject({ code: 2, stdout: '' });
      expect(refused.stderr).toContain('第 3 行：“开始日期”列');
      expect((await findSchoolBreaks(database)).filter((one) => one.province === '示例省')).toEqual(
        [],
      );

      const good = fileOf('good.csv', '示例省,甲市,小学、初中,寒假,2023-01-14,2023-02-05');
      const imported = await mingcha('import', 'school-calendar', good, '--json');
      expect(imported.code, imported.stderr).toBe(0);
      expect(JSON.parse(imported.stdout)).toEqual({ added: 2, changed: 0, unchanged: 0 });

      const place = ['--province', '示例省', '--city', '甲市', '--stage', 'primary'];
      const days = await mingcha(
        'calendar',
        '2023-01-28..2023-01-29',
        '2023-06-24',
        ...place,
        '--json',
      );
      expect(JSON.parse(days.stdout)).toMatchObject([
        { date: '2023-01-28', kind: 'ADJ_WORK', breaks: ['WINTER'], unconfigured: ['SUMMER'] },
        { date: '2023-01-29', kind: 'ADJ_WORK', breaks: ['WINTER'] },
        { date: '2023-06-24', kind: 'ADJ_OFF', holiday: '端午节', breaks: [] },
      ]);
      const { stdout } = await mingcha('calendar', '2023-06-24', '2027-05-01', ...place);
      expect(stdout).toMatch(/2023-06-24.*星期六.*调休放假.*端午节.*暑假未配置/);
      expect(stdout).toMatch(/2027-05-01.*无数据.*寒假未配置，暑假未配置/);
    },
  );

  it.each([['2023-02-30'], ['2023-05-02..2023-05-01'], ['2020-01-01..2026-01-01']])(
    'calls a day that is none bad usage: %s',
    async (date) => {
      expect(await mingcha('calendar', date)).toMatchObject({ code: 2, stdout: '' });
    },
  );
});
