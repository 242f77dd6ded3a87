/** Examples from JSONL files: all of them, or every bad line named. */
import { ExampleSchema, type Example } from '../domain/example.js';
import { InvalidInput } from '../domain/errors.js';
import { readLines } from './read-lines.js';

const MAX_PROBLEMS = 20;

/**
 * @param paths JSONL files, or `-` for standard input; ids must be different over all of them
 * @throws {InvalidInput} naming file and line of every problem (the first 20)
 */
export async function readExamples(paths: readonly string[]): Promise<Example[]> {
  const examples: Example[] = [];
  const problems: string[] = [];
  const places = new Map<string, string>();
  for (const path of paths) {
    for await (const { number, text, problem } of readLines(path)) {
      const place = `${path}:${number}`;
      if (problem !== null) {
        problems.push(`${place}: ${problem}`);
        continue;
      }
      const example = readExample(text, place, problems);
      if (example === undefined) continue;
      const earlier = places.get(example.id);
      if (earlier !== undefined)
        problems.push(`${place}: the id ${example.id} is also at ${earlier}`);
      places.set(example.id, place);
      examples.push(example);
    }
  }
  if (problems.length > 0) {
    const more = problems.length - MAX_PROBLEMS;
    throw new InvalidInput(`the examples cannot be read`, [
      ...problems.slice(0, MAX_PROBLEMS),
      ...(more > 0 ? [`… and ${more} more`] : []),
    ]);
  }
  if (examples.length === 0) throw new InvalidInput(`no examples in ${paths.join(', ')}`);
  return examples;
}

function readExample(text: string, place: string, problems: string[]): Example | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    problems.push(`${place}: no JSON: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
  const parsed = ExampleSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  for (const issue of parsed.error.issues) {
    problems.push(`${place}: ${issue.path.map(String).join('.') || 'the line'}: ${issue.message}`);
  }
  return undefined;
}
