/** Source definitions as people write them: YAML, checked, every mistake named by file, line and key. */
import { readFileSync, statSync } from 'node:fs';
import { isMap, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';
import { InvalidInput } from '../domain/errors.js';
import { cronProblem } from '../domain/schedule.js';
import { SourceSchema, type Source } from '../domain/source.js';

/** A definition is a page of text; anything larger is some other file. */
const MAX_BYTES = 1_000_000;

/**
 * Reads source files.
 * @throws {InvalidInput} naming every mistake of every file, so that one look is enough
 */
export function readSources(paths: readonly string[]): Source[] {
  const problems: string[] = [];
  const sources: Source[] = [];
  const seenIn = new Map<string, string>();
  for (const path of paths) {
    try {
      const source = parseSource(readText(path), path);
      const other = seenIn.get(source.id);
      if (other !== undefined) problems.push(`${path}: id ${source.id} is also in ${other}`);
      seenIn.set(source.id, path);
      sources.push(source);
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      problems.push(...error.problems);
    }
  }
  if (problems.length > 0) throw new InvalidInput('source files have mistakes:', problems);
  return sources;
}

function readText(path: string): string {
  try {
    if (statSync(path).size > MAX_BYTES) {
      throw new InvalidInput(path, [`${path}: larger than 1 MB, this is no source definition`]);
    }
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof InvalidInput) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? 'error';
    throw new InvalidInput(path, [`${path}: cannot be read (${code})`], { cause: error });
  }
}

/**
 * @param path shown in problems
 * @throws {InvalidInput} whose problems read `file:line: key: what is wrong`
 */
export function parseSource(text: string, path: string): Source {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  if (document.errors.length > 0) {
    throw new InvalidInput(
      path,
      document.errors.map((error) => {
        const line = lines.linePos(error.pos[0]).line;
        return `${path}:${line}: ${error.message.split('\n', 1)[0] ?? error.code}`;
      }),
    );
  }
  const parsed = SourceSchema.safeParse(resolveAliases(document, path));
  if (!parsed.success) {
    throw new InvalidInput(
      path,
      parsed.error.issues.flatMap((issue) => describe(issue, document, lines, path)),
    );
  }
  const { schedule } = parsed.data;
  const problem = schedule === undefined ? null : cronProblem(schedule);
  if (problem !== null) {
    const line = lineOf(document, lines, ['schedule']);
    throw new InvalidInput(path, [`${path}:${line}: schedule: ${problem}`]);
  }
  return parsed.data;
}

/** Anchors and aliases are put together here: one that is missing, or too many, shows only now. */
function resolveAliases(document: Document, path: string): unknown {
  try {
    return document.toJS();
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new InvalidInput(path, [`${path}:1: ${message}`], { cause });
  }
}

function describe(
  issue: z.core.$ZodIssue,
  document: Document,
  lines: LineCounter,
  path: string,
): string[] {
  const keys = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const place = [...keys, key];
      return `${path}:${lineOf(document, lines, place)}: ${place.join('.')}: unknown key`;
    });
  }
  const name = keys.length === 0 ? 'the file' : keys.join('.');
  return [`${path}:${lineOf(document, lines, keys)}: ${name}: ${issue.message}`];
}

/** The line of a key, or of the nearest one above it that is there. */
function lineOf(document: Document, lines: LineCounter, keys: readonly string[]): number {
  for (let depth = keys.length; depth > 0; depth -= 1) {
    const parent = depth === 1 ? document.contents : document.getIn(keys.slice(0, depth - 1), true);
    const key = keys[depth - 1];
    if (isMap(parent)) {
      const pair = parent.items.find((item) => String(item.key) === key);
      const range = (pair?.key as { range?: [number, number, number] } | undefined)?.range;
      if (range !== undefined) return lines.linePos(range[0]).line;
    }
    const node = document.getIn(keys.slice(0, depth), true) as
      { range?: [number, number, number] } | undefined;
    if (node?.range !== undefined) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
