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
const NOT_COUNTED = -1;

/**
 * Hits in the order of fields and positions. A hit is noted under each of its tags as a link of a chain; lists are made
 * of the few tags that are asked for. Nearly nothing is allocated for a text, so that what is looked up stays in the
 * processor's cache.
 */
export class HitsByTag {
  readonly tags: TagTable;
  /** The numbers of the tags found, in the order of their first hit. */
  readonly found: number[] = [];
  /** By tag: how many hits, and how many of these are denied. */
  private readonly counts: Uint8Array;
  private readonly denied: Uint8Array;
  /** By tag: its first and last link. */
  private readonly first: Int32Array;
  private readonly last: Int32Array;
  /** By tag: different words, as far as they are counted. */
  private readonly words: Int8Array;
  private readonly affirmedWords: Int8Array;
  private readonly lists: (readonly Hit[] | undefined)[];
  private readonly affirmedLists: (readonly Hit[] | undefined)[];
  /** By link: the hit, and the next link of the same tag, -1 for none. */
  private readonly hits: Hit[] = [];
  private next = new Int32Array(256);
  private links = 0;

  constructor(tags: TagTable) {
    const count = tags.names.length;
    this.tags = tags;
    this.counts = new Uint8Array(count);
    this.denied = new Uint8Array(count);
    this.first = new Int32Array(count).fill(-1);
    this.last = new Int32Array(count).fill(-1);
    this.words = new Int8Array(count).fill(NOT_COUNTED);
    this.affirmedWords = new Int8Array(count).fill(NOT_COUNTED);
    this.lists = new Array<undefined>(count).fill(undefined);
    this.affirmedLists = new Array<undefined>(count).fill(undefined);
  }

  /** Forgets everything: the same object for the next text. */
  clear(): void {
    for (const tag of this.found) {
      this.counts[tag] = 0;
      this.denied[tag] = 0;
      this.first[tag] = -1;
      this.words[tag] = NOT_COUNTED;
      this.affirmedWords[tag] = NOT_COUNTED;
      this.lists[tag] = undefined;
      this.affirmedLists[tag] = undefined;
    }
    this.found.length = 0;
    this.links = 0;
  }

  /** All hits of a posting are added before any is asked for. */
  add(tag: number, hit: Hit): void {
    const count = this.counts[tag] ?? MAX_HITS_PER_TAG;
    if (count === MAX_HITS_PER_TAG) return;
    const link = this.links;
    if (link === this.next.length) {
      const larger = new Int32Array(link * 2);
      larger.set(this.next);
      this.next = larger;
    }
    if (count === 0) {
      this.found.push(tag);
      this.first[tag] = link;
    } else this.next[this.last[tag] ?? 0] = link;
    this.hits[link] = hit;
    this.next[link] = -1;
    this.links = link + 1;
    this.last[tag] = link;
    this.counts[tag] = count + 1;
    if (hit.isNegated) this.denied[tag] = (this.denied[tag] ?? 0) + 1;
  }

  get(tag: string): readonly Hit[] | undefined {
    const list = this.allOf(this.tags.numberOf(tag));
    return list.length === 0 ? undefined : list;
  }

  /** Of a tag by its number; none for -1. */
  allOf(tag: number): readonly Hit[] {
    if (this.countOf(tag) === 0) return NONE;
    return (this.lists[tag] ??= this.listOf(tag, 'all'));
  }

  /** Those that are not denied. */
  affirmedOf(tag: number): readonly Hit[] {
    const count = this.countOf(tag);
    const affirmed = this.affirmedCountOf(tag);
    if (affirmed === count) return this.allOf(tag);
    if (affirmed === 0) return NONE;
    return (this.affirmedLists[tag] ??= this.listOf(tag, 'affirmed'));
  }

  /** How many there are, two hundred at most. */
  countOf(tag: number): number {
    return this.counts[tag] ?? 0;
  }

  /** How many of these are not denied. */
  affirmedCountOf(tag: number): number {
    return (this.counts[tag] ?? 0) - (this.denied[tag] ?? 0);
  }

  isAffirmed(tag: number): boolean {
    return this.affirmedCountOf(tag) > 0;
  }

  /** Whether one of these tags was found and not denied; the list never changes. */
  hasAny(tags: readonly string[]): boolean {
    for (const tag of this.tags.numbersOf(tags)) if (this.isAffirmed(tag)) return true;
    return false;
  }

  /** The first hit that is not denied. */
  firstAffirmedOf(tag: number): Hit | undefined {
    for (let link = this.firstLink(tag); link >= 0; link = this.nextLink(link)) {
      const hit = this.hits[link];
      if (hit?.isNegated === false) return hit;
    }
    return undefined;
  }

  /** A walk over all hits of a tag, without a list of them: the first link, -1 for none. */
  firstLink(tag: number): number {
    return this.first[tag] ?? -1;
  }

  nextLink(link: number): number {
    return this.next[link] ?? -1;
  }

  hitAt(link: number): Hit | undefined {
    return this.hits[link];
  }

  /** How many different words were found, up to five. */
  wordsOf(tag: number, counts: 'all' | 'affirmed'): number {
    if (this.countOf(tag) === 0) return 0;
    const isAll = counts === 'all' || this.denied[tag] === 0;
    const known = isAll ? this.words : this.affirmedWords;
    const words = known[tag] ?? 0;
    if (words !== NOT_COUNTED) return words;
    return (known[tag] = this.countWords(tag, isAll ? 'all' : 'affirmed'));
  }

  private listOf(tag: number, counts: 'all' | 'affirmed'): readonly Hit[] {
    const list = new Array<Hit>(counts === 'all' ? this.countOf(tag) : this.affirmedCountOf(tag));
    let count = 0;
    for (let link = this.firstLink(tag); link >= 0; link = this.nextLink(link)) {
      const hit = this.hits[link];
      if (hit === undefined || (counts === 'affirmed' && hit.isNegated)) continue;
      list[count] = hit;
      count += 1;
    }
    return list;
  }

  private countWords(tag: number, counts: 'all' | 'affirmed'): number {
    const words: string[] = [];
    for (let link = this.firstLink(tag); link >= 0; link = this.nextLink(link)) {
      const hit = this.hits[link];
      if (hit === undefined || (counts === 'affirmed' && hit.isNegated)) continue;
      if (words.includes(hit.term)) continue;
      words.push(hit.term);
      if (words.length === MAX_WORDS) break;
    }
    return words.length;
  }
}
