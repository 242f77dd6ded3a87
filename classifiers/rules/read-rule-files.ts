/** Reads the YAML texts into one rule book, or says what is wrong by file, line and rule. */
import { LineCounter, isNode, parse, parseDocument, YAMLParseError } from 'yaml';
import { InvalidInput } from '../../domain/errors.js';
import { findCode } from '../../domain/taxonomy/taxonomy.js';
import { expandTerm } from '../lexicon/expand-term.js';
import { ContactKindSchema } from '../../domain/finding.js';
import { SHAPE_TAGS } from '../facets/find-shapes.js';
import {
  RuleFileSchema,
  type ExclusionRule,
  type PrimaryOrder,
  type Rule,
  type RuleFile,
  type Weights,
} from './rule-schema.js';
import { buildTagTable } from './tag-table.js';

export interface RuleText {
  readonly name: string;
  readonly text: string;
}

export interface TermGroup {
  readonly tag: string;
  readonly variants: boolean;
  readonly terms: readonly string[];
}

export interface RuleBook {
  readonly groups: readonly TermGroup[];
  /** Words that hide terms of the group's tag. */
  readonly masks: readonly Omit<TermGroup, 'variants'>[];
  readonly rules: readonly Rule[];
  readonly exclusions: readonly ExclusionRule[];
  readonly evidence: Weights;
  readonly enough: readonly { readonly length: number; readonly evidence: number }[];
  readonly primary: PrimaryOrder;
}

const CONTACT_TAGS = ContactKindSchema.options.map((kind) => `contact.${kind}`);

interface Located {
  readonly file: RuleText;
  readonly content: RuleFile;
}

/**
 * Parses and checks the files in the order of their names.
 * @throws {InvalidInput} naming file, line and rule for every problem found
 */
export function readRuleFiles(files: readonly RuleText[]): RuleBook {
  const problems: string[] = [];
  const located = [...files]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((file) => readFile(file, problems))
    .filter((file) => file !== undefined);
  const book = collect(located, problems);
  // A file that did not parse would make every tag it defines look unknown.
  if (problems.length === 0) checkReferences(located, book, problems);
  if (problems.length > 0) throw new InvalidInput('the classifier rules do not hold', problems);
  return book;
}

function readFile(file: RuleText, problems: string[]): Located | undefined {
  let value: unknown;
  try {
    value = parse(file.text, { logLevel: 'error' });
  } catch (error) {
    // Aliases that multiply without end are no error of YAML's.
    const line = (error instanceof YAMLParseError ? error.linePos?.[0].line : undefined) ?? 1;
    const message = error instanceof Error ? error.message : String(error);
    problems.push(`${file.name}:${line}: ${message.split('\n')[0] ?? ''}`);
    return undefined;
  }
  const checked = RuleFileSchema.safeParse(value ?? {});
  if (checked.success) return { file, content: checked.data };
  for (const issue of checked.error.issues) {
    const where = ruleName(value, issue.path);
    problems.push(
      `${file.name}:${lineOf(file, issue.path)}: ${where}${issue.path.join('.')}: ${issue.message}`,
    );
  }
  return undefined;
}

function collect(located: readonly Located[], problems: string[]): RuleBook {
  const groups: TermGroup[] = [];
  const masks: Omit<TermGroup, 'variants'>[] = [];
  for (const { file, content } of located) {
    for (const [tag, group] of Object.entries(content.terms ?? {})) {
      const terms = expandAll(file, ['terms', tag], group.list, problems);
      groups.push({ tag, variants: group.variants, terms });
    }
    for (const [tag, list] of Object.entries(content.masks ?? {})) {
      masks.push({ tag, terms: expandAll(file, ['masks', tag], list, problems) });
    }
  }
  return {
    groups,
    masks,
    rules: located.flatMap(({ content }) => content.rules ?? []),
    exclusions: located.flatMap(({ content }) => content.exclusions ?? []),
    evidence: located.flatMap(({ content }) => content.evidence ?? []),
    enough: located.flatMap(({ content }) => content.enough ?? []),
    primary: {
      first: Object.assign(
        {},
        ...located.map(({ content }) => content.primary?.first ?? {}),
      ) as Record<string, readonly string[]>, // Object.assign of unknown count is typed any
      order: located.flatMap(({ content }) => content.primary?.order ?? []),
    },
  };
}

function expandAll(
  file: RuleText,
  path: readonly string[],
  patterns: readonly string[],
  problems: string[],
): readonly string[] {
  return patterns.flatMap((pattern) => {
    try {
      if (pattern.length < 2) throw new Error('is too short: one character stands in every text');
      return expandTerm(pattern);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      problems.push(`${file.name}:${lineOf(file, path)}: ${path.join('.')}: ${pattern} ${why}`);
      return [];
    }
  });
}

/** The tags that terms, shapes and contacts give; those above them are implied. */
export function definedTags({ groups }: Pick<RuleBook, 'groups'>): readonly string[] {
  return [...groups.map(({ tag }) => tag), ...SHAPE_TAGS, ...CONTACT_TAGS];
}

/** Every tag a rule names must exist, every rule id must be the only one. */
function checkReferences(located: readonly Located[], book: RuleBook, problems: string[]): void {
  const known = new Set(buildTagTable(definedTags(book)).names);
  const seen = new Set<string>();
  const named = new Set(book.rules.flatMap((rule) => [rule.id, rule.code]));
  for (const { file, content } of located) {
    for (const kind of ['rules', 'exclusions'] as const) {
      for (const [place, rule] of (content[kind] ?? []).entries()) {
        const at = (): string => `${file.name}:${lineOf(file, [kind, place])}: ${rule.id}`;
        if (seen.has(rule.id)) problems.push(`${at()}: this id is used twice`);
        seen.add(rule.id);
        if (findCode(rule.code) === undefined) {
          problems.push(`${at()}: the taxonomy has no code ${rule.code}`);
        }
        for (const tag of tagsOf(rule)) {
          if (!known.has(tag)) problems.push(`${at()}: no term has the tag ${tag}`);
        }
      }
    }
    const { first = {}, order = [] } = content.primary ?? {};
    for (const name of [...Object.values(first).flat(), ...order]) {
      if (named.has(name)) continue;
      problems.push(`${file.name}:${lineOf(file, ['primary'])}: primary: no rule has ${name}`);
    }
    for (const [tag] of content.evidence ?? []) {
      if (known.has(tag)) continue;
      problems.push(`${file.name}:${lineOf(file, ['evidence', tag])}: no term has the tag ${tag}`);
    }
  }
}

function tagsOf(rule: Rule | ExclusionRule): readonly string[] {
  const tags = [...(rule.weights ?? []).map(([tag]) => tag), ...rule.needs.flat(), ...rule.unless];
  return 'without' in rule ? [...tags, ...rule.without] : tags;
}

function ruleName(value: unknown, path: readonly PropertyKey[]): string {
  const [kind, place] = path;
  if ((kind !== 'rules' && kind !== 'exclusions') || typeof place !== 'number') return '';
  const list = (value as Record<string, unknown>)[kind]; // parsed YAML of unknown shape
  const rule: unknown = Array.isArray(list) ? list[place] : undefined;
  const id = typeof rule === 'object' && rule !== null && 'id' in rule ? rule.id : undefined;
  return typeof id === 'string' ? `${id}: ` : '';
}

/** The line of a place in the file; only looked up when something is wrong there. */
function lineOf(file: RuleText, path: readonly PropertyKey[]): number {
  const lines = new LineCounter();
  const document = parseDocument(file.text, { lineCounter: lines });
  for (let depth = path.length; depth > 0; depth -= 1) {
    const node: unknown = document.getIn(path.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}
