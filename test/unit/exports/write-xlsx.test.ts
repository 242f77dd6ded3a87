import { Buffer } from 'node:buffer';
import { Writable } from 'node:stream';
import { inflateRawSync } from 'node:zlib';
import readExcelFile from 'read-excel-file/node';
import { describe, expect, it } from 'vitest';
import { InvalidInput } from '../../../domain/errors.js';
import { MAX_ROWS, writeXlsx } from '../../../exports/write-xlsx.js';
import {
  CREDIT_CODE,
  HOSTILE,
  memoryStream,
  rowsOf,
  SAMPLE_COLUMNS,
  type SampleRow,
} from './sample-rows.js';

const BASE = { columns: SAMPLE_COLUMNS, options: { masked: true }, title: '线索' };

/** The files in a ZIP, by its central directory: a reader that shares no code with the writer. */
function unzip(zip: Buffer): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [size, nameLength] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28)];
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const body = zip.subarray(start, start + size);
    const isDeflated = zip.readUInt16LE(at + 10) === 8;
    files.set(name, (isDeflated ? inflateRawSync(body) : body).toString('utf8'));
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return files;
}

async function write(rows: readonly SampleRow[]): Promise<Buffer> {
  const { out, bytes } = memoryStream();
  const { rowCount } = await writeXlsx({ ...BASE, rows: rowsOf(rows), out });
  expect(rowCount).toBe(rows.length);
  return bytes();
}

async function read(zip: Buffer): Promise<unknown[][]> {
  const [sheet] = await readExcelFile(zip, { trim: false });
  return sheet?.data ?? [];
}

describe('writeXlsx', () => {
  it('brings every hostile cell through a spreadsheet reader, disarmed', async () => {
    const rows = HOSTILE.map(([, name], count) => ({ name, code: CREDIT_CODE, count }));
    const [header, ...cells] = await read(await write(rows));
    expect(header).toEqual(['名称(脱敏)', '统一社会信用代码', '数量']);
    // A name of the prototype gets a space behind it, a carriage return becomes a line feed.
    const texts = cells.map(([name]) =>
      String(name).replace(/(?<=^constructor|^__proto__) $/u, ''),
    );
    expect(texts).toEqual(HOSTILE.map(([, , expected]) => expected.replaceAll('\r', '\n')));
    expect(cells.map(([, ...rest]) => rest)).toEqual(rows.map(({ code, count }) => [code, count]));
  });

  it('holds no formula, keeps long numbers as text and freezes the header', async () => {
    const files = unzip(
      await write([
        { name: '=1+1', code: CREDIT_CODE, count: 3 },
        { name: null, code: '', count: null },
      ]),
    );
    const sheet = files.get('xl/worksheets/sheet1.xml') ?? '';
    expect(sheet).not.toMatch(/<f[ >]/u);
    expect(sheet).toMatch(/<pane [^>]*ySplit="1"[^>]*state="frozen"/u);
    expect(sheet).toMatch(/<cols>.*width="20"/su);
    const codeCell = /<c r="B2"[^>]*>/u.exec(sheet)?.[0];
    expect(codeCell).toContain('t="s"');
    expect(/<c r="C2"[^>]*>/u.exec(sheet)?.[0]).not.toContain('t="s"');
    expect(files.get('xl/sharedStrings.xml')).toContain(`>${CREDIT_CODE}<`);
    expect(files.get('xl/workbook.xml')).toContain('name="线索"');
    // Style `@`: editing the cell in Excel does not turn the code into a number.
    const styles = files.get('xl/styles.xml') ?? '';
    const cellStyles = /<cellXfs.*<\/cellXfs>/su.exec(styles)?.[0] ?? '';
    const style = Number(/s="(\d+)"/u.exec(codeCell ?? '')?.[1]);
    const format = /numFmtId="(\d+)"/u.exec(
      [...cellStyles.matchAll(/<xf [^>]*>/gu)][style]?.[0] ?? '',
    )?.[1];
    expect(styles).toMatch(new RegExp(`<numFmt numFmtId="${format}" formatCode="@"`, 'u'));
  });

  it('is well-formed XML 1.0 without forbidden characters', async () => {
    const files = unzip(await write(HOSTILE.map(([, name]) => ({ name, code: '', count: 0 }))));
    for (const [name, text] of files) {
      expect(text, name).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/u);
      expect(Buffer.from(text, 'utf8').toString('utf8'), name).toBe(text);
    }
  });

  it('writes the header alone when there are no rows', async () => {
    expect(await read(await write([]))).toEqual([['名称(脱敏)', '统一社会信用代码', '数量']]);
  });

  it('cuts a text that no cell can hold, and says so', async () => {
    const [, row] = await read(await write([{ name: '🔥'.repeat(20_000), code: '', count: 1 }]));
    const name = row?.[0] as string;
    expect(name.length).toBeLessThanOrEqual(32_767);
    expect(name).toMatch(/🔥…（已截断）$/u);
  });

  it('takes a title that Excel would refuse', async () => {
    const { out, bytes } = memoryStream();
    const title = '线索/移送[清单]:*?'.repeat(5);
    await writeXlsx({ ...BASE, title, rows: rowsOf([]), out });
    expect(await read(bytes())).toHaveLength(1);
  });

  it('refuses more rows than it can hold in memory, and closes the stream', async () => {
    const { out } = memoryStream();
    async function* rows(): AsyncGenerator<SampleRow> {
      const row = { name: '一', code: '', count: 1 };
      for (let count = 0; count <= MAX_ROWS; count++) yield row;
    }
    await expect(writeXlsx({ ...BASE, rows: rows(), out })).rejects.toThrow(InvalidInput);
    expect(out.destroyed).toBe(true);
  });

  it('fails and closes the stream when the rows fail, the disk is full or it is aborted', async () => {
    const failing = memoryStream().out;
    async function* rows(): AsyncGenerator<SampleRow> {
      yield { name: '一', code: '', count: 1 };
      throw new Error('the database went away');
    }
    await expect(writeXlsx({ ...BASE, rows: rows(), out: failing })).rejects.toThrow('went away');
    expect(failing.destroyed).toBe(true);

    const full = new Writable({ write: (_chunk, _encoding, done) => done(new Error('ENOSPC')) });
    await expect(writeXlsx({ ...BASE, rows: rowsOf([]), out: full })).rejects.toThrow('ENOSPC');

    const aborted = memoryStream().out;
    await expect(
      writeXlsx({
        ...BASE,
        rows: rowsOf([{ name: '一', code: '', count: 1 }]),
        out: aborted,
        signal: AbortSignal.abort(),
      }),
    ).rejects.toMatchObject({ name: 'AbortError' });
    expect(aborted.destroyed).toBe(true);
  });
});
