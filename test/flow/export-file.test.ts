/** Leads as a file: whole and recorded, or not there at all. */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import readSheet from 'read-excel-file/node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findLeads } from '../../db/leads/find-leads.js';
import { InvalidInput } from '../../domain/errors.js';
import { EXPORT_FORMATS, writeExportFile } from '../../workers/write-export-file.js';
import { openTestDeps, type TestDeps } from '../support/open-test-deps.js';
import {
  classifyAndGroup,
  savePostingsOf,
  testPosting,
  testSource,
} from '../support/save-postings.js';
import { sampleAds } from '../support/sample-ads.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { WHOLE_BUREAU } from '../../domain/rights.js';

const ALL = { states: null, code: null, sourceId: null, text: null };

let opened: TestDeps;
let leadIds: string[];

beforeAll(async () => {
  opened = await openTestDeps();
  const { deps } = opened;
  const [ad, ...others] = sampleAds(9);
  const formula = testPosting({ ...ad, title: '=HYPERLINK("http://x.test"),"甲"\n乙' });
  await classifyAndGroup(deps, await savePostingsOf(deps, testSource(), [formula, ...others]));
  const query = { ...ALL, sort: 'priority', cursor: null, limit: 100 } as const;
  leadIds = (await findLeads(deps.database, WHOLE_BUREAU, query)).leads.map(({ id }) => String(id));
  expect(leadIds.length).toBeGreaterThan(5);
});
afterAll(() => opened.close());

function write(path: string, format: (typeof EXPORT_FORMATS)[number], options: object = {}) {
  return writeExportFile(opened.deps, {
    viewer: WHOLE_BUREAU,
    format,
    path,
    filter: ALL,
    exportedBy: 'test',
    ...options,
  });
}

async function exportRows() {
  return opened.deps.database`select * from exports order by id`;
}

describe('an export', () => {
  it.each(EXPORT_FORMATS)('as %s is recorded with the hash of its file', async (format) => {
    const folder = temporaryFolder();
    const path = join(folder, `leads.${format}`);
    const written = await write(path, format);
    expect(readdirSync(folder)).toEqual([`leads.${format}`]);
    const sha256 = createHash('sha256').update(readFileSync(path)).digest('hex');
    expect(written).toMatchObject({ rowCount: leadIds.length, sha256 });
    expect((await exportRows()).at(-1)).toMatchObject({
      ...{ id: written.id, kind: 'leads', format, fileName: `leads.${format}`, filter: ALL },
      ...{ rowCount: leadIds.length, sha256, exportedBy: 'test' },
    });
  });

  it('holds the same leads in the same order in every format', async () => {
    const folder = temporaryFolder();
    const at = (format: string) => join(folder, `leads.${format}`);
    for (const format of EXPORT_FORMATS) await write(at(format), format);

    const objects = readFileSync(at('jsonl'), 'utf8').trimEnd().split('\n');
    expect(objects.map((line) => String((JSON.parse(line) as { leadId: unknown }).leadId))).toEqual(
      leadIds,
    );
    const csv = readFileSync(at('csv'), 'utf8');
    expect(csv.startsWith('\ufeff序号,线索编号,')).toBe(true);
    expect(
      csv
        .split('\r\n')
        .filter((line) => /^\d+,\d+,/.test(line))
        .map((line) => line.split(',')[1]),
    ).toEqual(leadIds);
    const rows = await readSheet(readFileSync(at('xlsx')));
    const cells = JSON.stringify(rows);
    for (const id of leadIds) expect(cells).toContain(id);
  });

  it('masks contacts and disarms formulas', async () => {
    const path = join(temporaryFolder(), 'leads.csv');
    await write(path, 'csv');
    const csv = readFileSync(path, 'utf8');
    expect(csv).not.toMatch(/1380000\d{4}/);
    expect(csv).not.toMatch(/(^|[,"\n])=HYPERLINK/);
    expect(csv).toContain('HYPERLINK');
  });

  it('of no lead at all is a file with its headers', async () => {
    const path = join(temporaryFolder(), 'none.csv');
    const { rowCount } = await write(path, 'csv', { filter: { ...ALL, code: 'NO-99' } });
    expect(rowCount).toBe(0);
    expect(readFileSync(path, 'utf8').split('\r\n')).toHaveLength(2);
  });

  it('replaces an older file of that name', async () => {
    const path = join(temporaryFolder(), 'leads.csv');
    writeFileSync(path, 'old');
    await write(path, 'csv');
    expect(readFileSync(path, 'utf8')).toContain('线索编号');
  });
});

describe('an export that fails', () => {
  it.each(EXPORT_FORMATS)(
    'half-way (%s) leaves nothing behind, and the old file as it was',
    async (format) => {
      const folder = temporaryFolder();
      const path = join(folder, 'leads.out');
      writeFileSync(path, 'old');
      const before = (await exportRows()).length;
      const abort = new AbortController();
      const onRow = (count: number) => {
        if (count === 3) abort.abort();
      };
      await expect(write(path, format, { signal: abort.signal, onRow })).rejects.toThrow(/abort/i);
      expect(readdirSync(folder)).toEqual(['leads.out']);
      expect(readFileSync(path, 'utf8')).toBe('old');
      expect(await exportRows()).toHaveLength(before);
    },
  );

  it('because nothing can be written there says so', async () => {
    const folder = temporaryFolder();
    const before = (await exportRows()).length;
    writeFileSync(join(folder, 'file'), '');
    mkdirSync(join(folder, 'folder.csv'));
    const places = ['missing/leads.csv', 'file/leads.csv', 'folder.csv', `${'x'.repeat(300)}.csv`];
    for (const place of places) {
      await expect(write(join(folder, place), 'csv')).rejects.toBeInstanceOf(InvalidInput);
    }
    expect(readdirSync(folder).sort()).toEqual(['file', 'folder.csv']);
    expect(await exportRows()).toHaveLength(before);
  });
});
