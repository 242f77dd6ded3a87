import { describe, expect, it } from 'vitest';
import { writeJsonl } from '../../../exports/write-jsonl.js';
import {
  CREDIT_CODE,
  HOSTILE,
  memoryStream,
  rowsOf,
  SAMPLE_COLUMNS,
  type SampleRow,
} from './sample-rows.js';

const options = { masked: true };

describe('writeJsonl', () => {
  it('writes each row as one object, cells unchanged', async () => {
    const rows: SampleRow[] = HOSTILE.map(([, name], count) => ({
      name,
      code: CREDIT_CODE,
      count,
    }));
    const { out, bytes } = memoryStream();
    const result = await writeJsonl({ columns: SAMPLE_COLUMNS, rows: rowsOf(rows), out, options });
    expect(result).toEqual({ rowCount: rows.length });
    const text = bytes().toString('utf8');
    expect(text.endsWith('\n')).toBe(true);
    const lines = text.trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(rows);
  });

  it('writes an empty file when there are no rows', async () => {
    const { out, bytes } = memoryStream();
    expect(await writeJsonl({ columns: SAMPLE_COLUMNS, rows: rowsOf([]), out, options })).toEqual({
      rowCount: 0,
    });
    expect(bytes()).toHaveLength(0);
  });

  it('fails and closes the stream when the rows fail', async () => {
    const { out } = memoryStream();
    async function* rows(): AsyncGenerator<SampleRow> {
      yield { name: '一', code: '', count: 1 };
      throw new Error('the database went away');
    }
    await expect(
      writeJsonl({ columns: SAMPLE_COLUMNS, rows: rows(), out, options }),
    ).rejects.toThrow('the database went away');
    expect(out.destroyed).toBe(true);
  });
});
