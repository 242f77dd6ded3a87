import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { writeCsv } from '../../../exports/write-csv.js';
import {
  CREDIT_CODE,
  HOSTILE,
  memoryStream,
  rowsOf,
  SAMPLE_COLUMNS,
  type SampleRow,
} from './sample-rows.js';

const MASKED = { options: { masked: true } };

/** An RFC 4180 reader, strict about quotes and line ends. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      at++;
      while (text[at] !== '"' || text[at + 1] === '"') {
        if (at >= text.length) throw new Error('unclosed quote');
        if (text[at] === '"') at++;
        cell += text[at];
        at++;
      }
      at++;
    } else {
      while (at < text.length && text[at] !== ',' && text[at] !== '\r') {
        if (text[at] === '"' || text[at] === '\n') throw new Error(`bare ${text[at]} at ${at}`);
        cell += text[at];
        at++;
      }
    }
    row.push(cell);
    if (text[at] === ',') {
      at++;
      continue;
    }
    if (text.slice(at, at + 2) !== '\r\n') throw new Error(`no line end at ${at}`);
    at += 2;
    rows.push(row);
    row = [];
  }
  return rows;
}

describe('writeCsv', () => {
  it('writes a BOM, the headers and CRLF, even when there are no rows', async () => {
    const { out, bytes } = memoryStream();
    const result = await writeCsv({ columns: SAMPLE_COLUMNS, rows: rowsOf([]), out, ...MASKED });
    expect(result).toEqual({ rowCount: 0 });
    expect(bytes().subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(bytes().toString('utf8').slice(1)).toBe('名称(脱敏),统一社会信用代码,数量\r\n');
  });

  it('names unmasked columns truly', async () => {
    const { out, bytes } = memoryStream();
    const options = { masked: false };
    await writeCsv({ columns: SAMPLE_COLUMNS, rows: rowsOf([]), out, options });
    expect(bytes().toString('utf8')).toContain('名称,');
  });

  it('brings every hostile cell through a round trip, disarmed', async () => {
    const rows = HOSTILE.map(([, name], count) => ({ name, code: CREDIT_CODE, count: -count }));
    const { out, bytes } = memoryStream();
    const { rowCount } = await writeCsv({
      columns: SAMPLE_COLUMNS,
      rows: rowsOf(rows),
      out,
      ...MASKED,
    });
    expect(rowCount).toBe(HOSTILE.length);
    const [, ...read] = parseCsv(bytes().toString('utf8').slice(1));
    expect(read).toEqual(
      HOSTILE.map(([, , expected], count) => [expected, CREDIT_CODE, String(-count)]),
    );
    for (const [name] of read) expect(name).not.toMatch(/^\s*[=+\-@\t\r]/u);
  });

  it('leaves empty cells empty and numbers unguarded', async () => {
    const { out, bytes } = memoryStream();
    const rows = rowsOf<SampleRow>([{ name: null, code: '', count: -1.5 }]);
    await writeCsv({ columns: SAMPLE_COLUMNS, rows, out, ...MASKED });
    expect(bytes().toString('utf8').split('\r\n')[1]).toBe(',,-1.5');
  });

  it('waits for a slow reader instead of piling rows up', async () => {
    const { out, byteCount } = memoryStream(5);
    let made = 0;
    let most = 0;
    async function* rows(): AsyncGenerator<SampleRow> {
      for (; made < 20_000; made++) {
        most = Math.max(most, made * 97 - byteCount());
        yield { name: '名'.repeat(24), code: CREDIT_CODE, count: 1 };
      }
    }
    const { rowCount } = await writeCsv({ columns: SAMPLE_COLUMNS, rows: rows(), out, ...MASKED });
    expect(rowCount).toBe(20_000);
    // 20,000 rows of about 97 bytes are 1.9 MB; no more than a few chunks may be under way.
    expect(byteCount()).toBeGreaterThan(1_800_000);
    expect(most).toBeLessThan(1_000_000);
  });

  it('fails and closes the stream when the rows fail', async () => {
    const { out } = memoryStream();
    async function* rows(): AsyncGenerator<SampleRow> {
      yield { name: '一', code: '', count: 1 };
      throw new Error('the database went away');
    }
    await expect(
      writeCsv({ columns: SAMPLE_COLUMNS, rows: rows(), out, ...MASKED }),
    ).rejects.toThrow('the database went away');
    expect(out.destroyed).toBe(true);
  });

  it('fails when the disk is full, and stops reading rows', async () => {
    let isClosed = false;
    async function* rows(): AsyncGenerator<SampleRow> {
      try {
        for (;;) yield { name: '名'.repeat(100), code: '', count: 1 };
      } finally {
        isClosed = true;
      }
    }
    const out = new Writable({ write: (_chunk, _encoding, done) => done(new Error('ENOSPC')) });
    await expect(
      writeCsv({ columns: SAMPLE_COLUMNS, rows: rows(), out, ...MASKED }),
    ).rejects.toThrow('ENOSPC');
    expect(isClosed).toBe(true);
  });

  it('stops when aborted', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'csv-'));
    try {
      const controller = new AbortController();
      const out = createWriteStream(join(folder, 'part.csv'));
      async function* rows(): AsyncGenerator<SampleRow> {
        for (let count = 0; ; count++) {
          if (count === 5_000) controller.abort();
          yield { name: '名'.repeat(100), code: '', count };
        }
      }
      await expect(
        writeCsv({
          columns: SAMPLE_COLUMNS,
          rows: rows(),
          out,
          ...MASKED,
          signal: controller.signal,
        }),
      ).rejects.toMatchObject({ name: 'AbortError' });
      expect(out.destroyed).toBe(true);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
