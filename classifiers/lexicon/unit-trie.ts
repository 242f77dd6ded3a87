/**
 * A trie over UTF-16 units (or syllable numbers) in flat integer arrays. The first two units lead to a node in one
 * look-up; further ones are found by open addressing. Cost of a look-up does not grow with the number of words.
 */

import { createPairTable } from '../normalise/pair-table.js';

export interface UnitTrie {
  /** The node after two units, or -1. */
  readonly begin: (first: number, second: number) => number;
  /** The child of a node, or -1. */
  readonly step: (node: number, unit: number) => number;
  /** The ids of the words that end at a node. */
  readonly idsAt: (node: number) => readonly number[] | undefined;
}

export interface TrieWord {
  readonly id: number;
  /** Two or more. */
  readonly units: readonly number[];
}

/** Builds the trie; a word given twice under one id counts once. */
export function buildUnitTrie(words: readonly TrieWord[]): UnitTrie {
  const heads = createPairTable(words.length);
  const edges = createPairTable(words.reduce((sum, { units }) => sum + units.length - 2, 0));
  const ends: (number[] | undefined)[] = [];
  /** What each node was reached from. */
  const reached: { readonly isHead: boolean; readonly from: number; readonly unit: number }[] = [];

  for (const { id, units } of words) {
    let node = -1;
    for (let place = 1; place < units.length; place += 1) {
      const isHead = place === 1;
      const table = isHead ? heads : edges;
      const from = isHead ? (units[0] ?? 0) : node;
      const unit = units[place] ?? 0;
      node = table.find(from, unit);
      if (node < 0) {
        node = reached.length;
        reached.push({ isHead, from, unit });
        table.add(from, unit, node);
      }
    }
    const ids = (ends[node] ??= []);
    if (!ids.includes(id)) ids.push(id);
  }
  // Words share their beginnings, so tables of the right size are much smaller: more of them stays in the cache.
  const headCount = reached.filter(({ isHead }) => isHead).length;
  const small = {
    heads: createPairTable(headCount),
    edges: createPairTable(reached.length - headCount),
  };
  for (const [node, { isHead, from, unit }] of reached.entries()) {
    (isHead ? small.heads : small.edges).add(from, unit, node);
  }
  // Holes would make every look-up a slow one.
  const idsOf = Array.from(reached, (_, node) => ends[node]);
  return { begin: small.heads.find, step: small.edges.find, idsAt: (node) => idsOf[node] };
}
