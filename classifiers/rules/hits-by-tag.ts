/** What was found in a posting, by tag. A tag's hits include those of its sub-tags. */
import type { FoldedText } from '../normalise/fold-text.js';
import type { TagTable } from './tag-table.js';

/** Something found in a field; offsets into its tight view. */
export interface Hit {
  readonly field: FoldedText;
  readonly start: number;
  readonly end: number;
  /** Number of the clause and of the sentence in which it begins. */
  readonly clause: number;
  readonly sentence: number;
  /** Denied in its own clause: 不提供, 严禁 … */
  readonly isNegated: boolean;
  /** Rises through the posting: titles come before texts. */
  readonly order: number;
  /** What was matched, so that the same word counts once as evidence. */
  readonly term: string;
}

/** A flood of one word adds nothing; this bounds what the rules look at. */
const MAX_HITS_PER_TAG = 200;
/** Further different words of a tag add nothing. */
const MAX_WORDS = 5;

const NONE: readonly Hit[] = [];

/** Hits in the order of fields and positions. */
export class HitsByTag {
  readonly tags: TagTable;
  /** The numbers of the tags found, in the order of their first hit. */
  readonly found: number[] = [];
  readonly #lists: (TagHits | undefined)[];

  constructor(tags: TagTable) {
    this.tags = tags;
    this.#lists = new Array<TagHits | undefined>(tags.names.length);
  }

  add(tag: number, hit: Hit): void {
    const known = this.#lists[tag];
    if (known === undefined) {
      this.found.push(tag);
      this.#lists[tag] = new TagHits(hit);
    } else known.add(hit);
  }

  get(tag: string): readonly Hit[] | undefined {
    return this.#lists[this.tags.numberOf(tag)]?.all;
  }

  /** Of a tag by its number; none for -1. */
  allOf(tag: number): readonly Hit[] {
    return this.#lists[tag]?.all ?? NONE;
  }

  /** Whether one of these tags was found and not denied; the list never changes. */
  hasAny(tags: readonly string[]): boolean {
    for (const tag of this.tags.numbersOf(tags)) {
      if (this.affirmedOf(tag).length > 0) return true;
    }
    return false;
  }

  /** Those that are not denied. */
  affirmedOf(tag: number): readonly Hit[] {
    return this.#lists[tag]?.affirmed ?? NONE;
  }

  /** How many different words were found, up to five. */
  wordsOf(tag: number, counts: 'all' | 'affirmed'): number {
    return this.#lists[tag]?.words(counts) ?? 0;
  }
}

class TagHits {
  readonly all: Hit[];
  /** The same list as long as nothing is denied. */
  affirmed: Hit[];
  #words = -1;
  #affirmedWords = -1;

  constructor(hit: Hit) {
    this.all = [hit];
    this.affirmed = hit.isNegated ? [] : this.all;
  }

  add(hit: Hit): void {
    if (this.all.length === MAX_HITS_PER_TAG) return;
    if (hit.isNegated && this.affirmed === this.all) this.affirmed = this.all.slice();
    this.all.push(hit);
    if (!hit.isNegated && this.affirmed !== this.all) this.affirmed.push(hit);
  }

  words(counts: 'all' | 'affirmed'): number {
    if (counts === 'affirmed' && this.affirmed !== this.all) {
      if (this.#affirmedWords < 0) this.#affirmedWords = countWords(this.affirmed);
      return this.#affirmedWords;
    }
    if (this.#words < 0) this.#words = countWords(this.all);
    return this.#words;
  }
}

function countWords(hits: readonly Hit[]): number {
  const words: string[] = [];
  for (const { term } of hits) {
    if (words.includes(term)) continue;
    words.push(term);
    if (words.length === MAX_WORDS) break;
  }
  return words.length;
}
