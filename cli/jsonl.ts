/** JSONL in, JSONL out: every line is answered in order, also the one that does not parse. */
import type { z } from 'zod';
import { printLine } from './print.js';
import { readLines } from './read-lines.js';

/**
 * @param path a file, or `-` for standard input
 * @returns how many lines did not parse; each was answered `{"id": null, "line", "error"}`
 */
export async function answerLines<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  answer: (input: z.output<Schema>) => unknown,
): Promise<number> {
  let wrong = 0;
  for await (const { number, text, problem } of readLines(path)) {
    const parsed =
      problem === null ? parseLine(text, schema) : { ok: false as const, error: problem };
    if (!parsed.ok) wrong += 1;
    await printLine(
      JSON.stringify(
        parsed.ok ? answer(parsed.value) : { id: null, line: number, error: parsed.error },
      ),
    );
  }
  return wrong;
}

function parseLine<Schema extends z.ZodType>(
  text: string,
  schema: Schema,
):
  | { readonly ok: true; readonly value: z.output<Schema> }
  | { readonly ok: false; readonly error: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return {
      ok: false,
      error: `no JSON: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  const problems = parsed.error.issues.map(
    (issue) => `${issue.path.map(String).join('.') || 'the line'}: ${issue.message}`,
  );
  return { ok: false, error: problems.join('; ') };
}
