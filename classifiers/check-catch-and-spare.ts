/** Whether rules find what they say they catch, and leave alone what they say they spare. */
import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import type { PostingReader, Reading } from './read-posting.js';
import type { RuleText } from './rules/read-rule-files.js';
import { RuleFileSchema, type ExclusionRule, type Rule } from './rules/rule-schema.js';

type Path = readonly (string | number)[];
interface Tried {
  readonly rule: Rule | ExclusionRule;
  readonly path: Path;
  readonly meets: (word: Word, reading: Reading) => boolean;
}

const WORDS = ['catch', 'spare'] as const;
type Word = (typeof WORDS)[number];
const MISTAKES = {
  catch: 'does not find what it is to catch',
  spare: 'finds what it is to spare',
} as const;
const LONGEST_SHOWN = 100;

/**
 * Tries every `catch` and `spare` text of the rules and exclusions in these files, by the rules alone.
 * @param files that hold, and that `read` was compiled with
 * @returns what is wrong, each by file, line, rule and text; nothing when they do as they say
 */
export function checkCatchAndSpare(
  files: readonly RuleText[],
  read: PostingReader,
): readonly string[] {
  return files.flatMap((file) => {
    const lines = new LineCounter();
    const document = parseDocument(file.text, { lineCounter: lines, logLevel: 'error' });
    return listTried(document).flatMap(({ rule, path, meets }) =>
      WORDS.flatMap((word) =>
        rule[word].flatMap((text, place) => {
          const [kind] = rule.kinds ?? [];
          const reading = read({ id: rule.id, text, ...(kind === undefined ? {} : { kind }) });
          if (meets(word, reading)) return [];
          const line = lines.linePos(offsetOf(document, [...path, word, place])).line;
          return [`${file.name}:${line}: ${rule.id}: ${MISTAKES[word]}: ${shown(text)}`];
        }),
      ),
    );
  });
}

function listTried(document: Document): readonly Tried[] {
  const { rules = [], exclusions = [] } = RuleFileSchema.parse(document.toJS() ?? {});
  return [
    ...rules.map((rule, place) => ({ rule, path: ['rules', place], meets: meetsRule(rule) })),
    ...exclusions.map((rule, place) => ({
      rule,
      path: ['exclusions', place],
      meets: meetsExclusion(rule),
    })),
  ];
}

/** Where an exclusion wins the text is spared too, with the exclusion's reason. */
function meetsRule({ id }: Rule): Tried['meets'] {
  return (word, { matches, exclusion }) => {
    const isFound = matches.some(({ rule }) => rule.id === id);
    return word === 'catch' ? isFound : !isFound || exclusion !== undefined;
  };
}

function meetsExclusion({ id, code }: ExclusionRule): Tried['meets'] {
  return (word, { exclusion }) =>
    word === 'catch' ? exclusion?.code === code : exclusion?.id !== id;
}

/** Of the node, or of what it stands in: a text that came by an alias has no place of its own. */
function offsetOf(document: Document, path: Path): number {
  const node = document.getIn(path, true);
  if (isNode(node) && node.range) return node.range[0];
  return path.length === 0 ? 0 : offsetOf(document, path.slice(0, -1));
}

function shown(text: string): string {
  return text.length <= LONGEST_SHOWN ? text : `${text.slice(0, LONGEST_SHOWN)}…`;
}
