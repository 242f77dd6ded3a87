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
  const beginnings = new Set(words.map(({ units: [one = 0, other = 0] }) => one * 65_536 + other));
  const heads = createPairTable(beginnings.size);
  const edges = createPairTable(words.reduce((sum, { units }) => sum + units.length - 2, 0));
  const ends: (number[] | undefined)[] = [];
  let nodes = 0;

  for (const { id, units } of words) {
    let node = -1;
    for (let place = 1; place < units.length; place += 1) {
      const table = place === 1 ? heads : edges;
      const from = place === 1 ? (units[0] ?? 0) : node;
      const unit = units[place] ?? 0;
      node = table.find(from, unit);
      if (node < 0) {
        node = nodes;
        nodes += 1;
        table.add(from, unit, node);
      }
    }
    const ids = (ends[node] ??= []);
    if (!ids.includes(id)) ids.push(id);
  }
  // Holes would make every look-up a slow one.
  const idsOf = Array.from({ length: nodes }, (_, node) => ends[node]);
  return { begin: heads.find, step: edges.find, idsAt: (node) => idsOf[node] };
}
