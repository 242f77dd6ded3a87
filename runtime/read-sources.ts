/** Source definitions as people write them: YAML, checked, every mistake named by file, line and key. */
import { readFileSync, statSync } from 'node:fs';
import { isMap, LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';
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
  const checked = checkSource(text);
  if (checked.source !== null) return checked.source;
  throw new InvalidInput(
    path,
    checked.problems.map(({ line, key, message }) =>
      [`${path}:${line}`, ...(key === '' ? [] : [key]), message].join(': '),
    ),
  );
}

export interface SourceProblem {
  readonly line: number;
  /** Dotted; empty for the text as a whole. */
  readonly key: string;
  readonly message: string;
}

export type CheckedSource =
  | { readonly source: Source; readonly problems: readonly [] }
  | { readonly source: null; readonly problems: readonly SourceProblem[] };

/** Reads the text of a definition; every mistake is named by line and key. */
export function checkSource(text: string, language: 'zh' | 'en' = 'en'): CheckedSource {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const failed = (...problems: SourceProblem[]): CheckedSource => ({ source: null, problems });
  if (document.errors.length > 0) {
    return failed(
      ...document.errors.map((error) => ({
        line: lines.linePos(error.pos[0]).line,
        key: '',
        message: error.message.split('\n', 1)[0] ?? error.code,
      })),
    );
  }
  const resolved = resolveAliases(document);
  if (resolved.problem !== null) return failed({ line: 1, key: '', message: resolved.problem });
  const words = WORDS[language];
  const parsed = SourceSchema.safeParse(resolved.value, words.zod);
  if (!parsed.success) {
    return failed(
      ...parsed.error.issues.flatMap((issue) => describe(issue, document, lines, words)),
    );
  }
  const { schedule } = parsed.data;
  const problem = schedule === undefined ? null : cronProblem(schedule);
  if (problem !== null) {
    const line = lineOf(document, lines, ['schedule']);
    return failed({ line, key: 'schedule', message: words.cron(problem) });
  }
  return { source: parsed.data, problems: [] };
}

const WORDS = {
  en: {
    zod: {},
    whole: 'the file',
    unknown: 'unknown key',
    id: (message: string) => message,
    cron: (problem: string) => problem,
  },
  zh: {
    zod: { error: z.locales.zhCN().localeError },
    whole: '整个定义',
    unknown: '没有这个键',
    id: () => '只能用小写字母、数字和单个连字符',
    cron: () => '定时应是五段 cron，例如 30 7 * * *（每天 7:30）',
  },
} as const;

/** Anchors and aliases are put together here: one that is missing, or too many, shows only now. */
function resolveAliases(document: Document): {
  readonly value: unknown;
  readonly problem: string | null;
} {
  try {
    return { value: document.toJS(), problem: null };
  } catch (error) {
    return { value: null, problem: error instanceof Error ? error.message : String(error) };
  }
}

function describe(
  issue: z.core.$ZodIssue,
  document: Document,
  lines: LineCounter,
  words: (typeof WORDS)['zh' | 'en'],
): SourceProblem[] {
  const keys = issue.path.map(String);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const place = [...keys, key];
      const line = lineOf(document, lines, place);
      return { line, key: place.join('.'), message: words.unknown };
    });
  }
  const key = keys.length === 0 ? words.whole : keys.join('.');
  const isPattern = issue.code === 'invalid_format' && key === 'id';
  const message = isPattern ? words.id(issue.message) : issue.message;
  return [{ line: lineOf(document, lines, keys), key, message }];
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
