/** Folds the written terms, generates their disguises and builds the one matcher for all of them. */
import { foldText } from '../normalise/fold-text.js';
import { buildFoldTable, type FoldTable } from '../normalise/fold-table.js';
import { definedTags, type RuleBook } from '../rules/read-rule-files.js';
import { buildTagTable, type TagTable } from '../rules/tag-table.js';
import { disguiseTerm, readSyllables } from './expand-term.js';
import { compileTerms, type LexiconEntry, type TermMatcher } from './match-terms.js';

export interface LexiconTerm {
  /** As written in the lexicon, also for its disguises: the same word counts once. */
  readonly term: string;
  /** The group's tag and all tags above it. */
  readonly tags: readonly string[];
  /** For a word that only hides others: the tag it hides. */
  readonly hides: string | undefined;
}

export interface CompiledLexicon {
  readonly table: FoldTable;
  /** Every tag that a term, a shape or a contact can give. */
  readonly tags: TagTable;
  readonly terms: readonly LexiconTerm[];
  readonly match: TermMatcher;
}

/** Builds fold table, terms and matcher; tens of milliseconds. */
export function compileLexicon(book: Pick<RuleBook, 'groups' | 'masks'>): CompiledLexicon {
  const table = buildFoldTable();
  const syllables = readSyllables();
  const terms: LexiconTerm[] = [];
  const entries: LexiconEntry[] = [];

  const add = (
    written: string,
    tags: readonly string[],
    forms: readonly string[],
    bySound: boolean,
    hides?: string,
  ): void => {
    const id = terms.length;
    terms.push({ term: written, tags, hides });
    for (const [place, term] of foldAll(forms, table).entries()) {
      const isWritten = forms[place] === written;
      if (term.length >= 2) entries.push({ id, term, bySound: bySound && isWritten });
    }
  };
  for (const { tag, variants, terms: written } of book.groups) {
    const parts = tag.split('.');
    const tags = parts.map((_, depth) => parts.slice(0, depth + 1).join('.'));
    for (const term of written) {
      const forms = variants ? [term, ...disguiseTerm(term, syllables)] : [term];
      add(term, tags, forms, variants);
    }
  }
  for (const { tag, terms: words } of book.masks) {
    for (const word of words) add(word, [], [word], false, tag);
  }
  return {
    table,
    tags: buildTagTable(definedTags(book)),
    terms,
    match: compileTerms(entries, numberSyllables(syllables, table)),
  };
}

/** The tight forms; folded together, which costs a tenth of folding each. Terms hold no line end. */
function foldAll(forms: readonly string[], table: FoldTable): readonly string[] {
  if (forms.length === 0) return [];
  const { looseUnits, tight, tightAt } = foldText(forms.join('\n'), table);
  const folded: string[] = [];
  let from = 0;
  let to = 0;
  for (let at = 0; at <= looseUnits.length; at += 1) {
    if (tightAt[to] === at) to += 1;
    else if (at === looseUnits.length || looseUnits[at] === 0x0a) {
      folded.push(tight.slice(from, to));
      from = to;
    }
  }
  return folded;
}

/** Folded unit → a number for its syllable, with the pairs that dialects do not tell apart made one. */
function numberSyllables(syllables: ReadonlyMap<string, string>, table: FoldTable): Uint16Array {
  const numberOf = new Map<string, number>();
  const units = new Uint16Array(65_536);
  for (const [character, syllable] of syllables) {
    const merged = mergeSyllable(syllable);
    let number = numberOf.get(merged);
    if (number === undefined) {
      number = numberOf.size + 1;
      numberOf.set(merged, number);
    }
    const unit = table.tight[character.charCodeAt(0)] ?? 0;
    if (units[unit] === 0) units[unit] = number;
  }
  for (const [digit, han] of [...'一二三四五六七八九'].entries()) {
    units[49 + digit] = numberOf.get(mergeSyllable(syllables.get(han) ?? '')) ?? 0;
  }
  return units;
}

function mergeSyllable(syllable: string): string {
  return syllable.replace(/^([zcs])h/, '$1').replace(/(?<=[aei])ng$/, 'n');
}
