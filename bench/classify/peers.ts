/** What others have for the same work: matching many words, and telling advertisements from other texts. */
import { AhoCorasick } from '@monyone/aho-corasick/fast';
// Not the package's own entry: that reads `.env` and prints.
import { BayesClassifier } from 'natural/lib/natural/classifiers/index.js';
import { readLabelled } from './make-corpus.js';

/** One regular expression of all words, the longest first; matches do not overlap. */
export function compileAlternation(words: readonly string[]): (text: string) => number {
  const ordered = [...words].sort((a, b) => b.length - a.length);
  const expression = new RegExp(ordered.join('|'), 'g');
  return (text) => (text.match(expression) ?? []).length;
}

/** The quickest matcher of the npm registry that we know of. */
export function compileAhoCorasick(words: readonly string[]): (text: string) => number {
  const matcher = new AhoCorasick([...words]);
  return (text) => matcher.matchInText(text).length;
}

/** The naive Bayes of `natural` over pairs of characters, taught with so many labelled texts. */
export function teachBayes(count: number): (text: string) => number {
  const all = readLabelled();
  const step = Math.floor(all.length / count);
  const bayes = new BayesClassifier();
  for (let place = 0; place < count; place += 1) {
    const { text = '', isAd } = all[place * step] ?? {};
    bayes.addDocument(pairsOf(text), isAd ? 'yes' : 'no');
  }
  bayes.train();
  return (text) => bayes.getClassifications(pairsOf(text))[0]?.value ?? 0;
}

function pairsOf(text: string): string[] {
  const pairs: string[] = [];
  for (let at = 0; at + 2 <= text.length; at += 1) pairs.push(text.slice(at, at + 2));
  return pairs;
}
