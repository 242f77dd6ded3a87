/**
 * How fast postings are classified, on one thread, each step beside the mere reading of every character, native NFKC,
 * other matchers and another classifier in the same run; and how the cost grows with terms, text and rules.
 * Processor time, rounds interleaved: the ratios hold on other machines, the absolutes do not.
 */
import { findContacts } from '../classifiers/contacts/find-contacts.js';
import { findShapes } from '../classifiers/facets/find-shapes.js';
import { compileLexicon } from '../classifiers/lexicon/compile-lexicon.js';
import { compileTerms } from '../classifiers/lexicon/match-terms.js';
import { createFoldBuffers } from '../classifiers/normalise/fold-buffers.js';
import { foldText, type FoldedText } from '../classifiers/normalise/fold-text.js';
import { applyRules } from '../classifiers/rules/apply-rules.js';
import { collectHits } from '../classifiers/rules/collect-hits.js';
import { HitsByTag } from '../classifiers/rules/hits-by-tag.js';
import { readRuleFiles } from '../classifiers/rules/read-rule-files.js';
import { readProjectFiles } from '../runtime/read-project-files.js';
import { loadClassifier } from '../workers/load-classifier.js';
import { makeCorpus, prose, seededRandom } from './classify/make-corpus.js';
import { compileAhoCorasick, compileAlternation, teachBayes } from './classify/peers.js';

const ROUNDS = 5;
const COUNT = Number(process.argv[2] ?? 20_000);
/** The steps after folding and the peers are measured on so many texts, the slowest peer on a tenth. */
const SAMPLE = 200;
/** The peer that learns is taught with so many texts: more take it minutes. */
const TAUGHT = 300;

const corpus = makeCorpus(COUNT);
const sample = corpus.slice(0, SAMPLE);
const classifier = loadClassifier();
const book = readRuleFiles(readProjectFiles('classifiers', '.yml'));
const lexicon = compileLexicon(book);
const folded = sample.map((text) => foldText(text, lexicon.table));
/** As the classifier has them: a text's place is used again for the next. */
const buffers = createFoldBuffers('lent');
const characters = corpus.reduce((sum, text) => sum + text.length, 0);
/** Each result goes in here, so that no work can be left out. */
let sink = 0;

console.log(
  `${COUNT} texts, ${Math.round(characters / COUNT)} characters each, ${lexicon.terms.length} terms and ${book.rules.length} rules, median of ${ROUNDS}`,
);
showSteps();
showTermGrowth();
showTextGrowth();
showRuleGrowth();
if (sink === 0) throw new Error('nothing was found in any text');

function showSteps(): void {
  const [reading = 0, ...others] = cost([
    () => each(corpus, readAll),
    () => each(corpus, (text) => text.normalize('NFKC').length),
    () => each(corpus, (text) => foldText(text, lexicon.table, buffers).tightUnits.length),
    () => each(corpus, (text) => countTerms(foldText(text, lexicon.table, buffers), lexicon.match)),
    () => each(corpus, (text) => classifier.read({ id: '', text }).score),
    () => each(corpus, (text) => classifier.classify({ id: '', text }).score),
  ]);
  const names = ['native NFKC', 'fold with offset map', 'fold and match', 'read', 'classify'];
  show('read every character', reading / COUNT, reading / COUNT);
  for (const [place, name] of names.entries()) {
    show(name, (others[place] ?? 0) / COUNT, reading / COUNT);
  }

  // The steps after folding, on texts that are folded already.
  const extras = folded.map((field) => ({
    shapes: findShapes(field),
    contacts: findContacts(field),
    offset: 0,
  }));
  const words = [...new Set(book.groups.flatMap(({ terms }) => terms))]
    .map((term) => foldText(term, lexicon.table).tight)
    .filter((term) => term !== '');
  const hits = new HitsByTag(lexicon.tags);
  const alternation = compileAlternation(words);
  const ahoCorasick = compileAhoCorasick(words);
  const [again = 0, ...steps] = cost([
    () => each(sample, readAll),
    () => each(folded, (field) => countTerms(field, lexicon.match)),
    () => each(folded, (field) => ahoCorasick(field.tight)),
    () => each(folded, (field) => alternation(field.tight)),
    () => each(folded, (field) => findShapes(field).length),
    () => each(folded, (field) => findContacts(field).length),
    () =>
      each(folded, (field, place) => {
        hits.clear();
        collectHits(field, lexicon, extras[place] ?? { shapes: [], contacts: [], offset: 0 }, hits);
        return applyRules(book.rules, hits, { length: field.tight.length, kind: undefined }).length;
      }),
  ]);
  const stepNames = [
    'match all terms and their disguises',
    'peer: @monyone/aho-corasick/fast',
    'peer: one alternation of the terms',
    'shapes',
    'contacts',
    'match, combine, rules',
  ];
  for (const [place, name] of stepNames.entries()) {
    show(name, (steps[place] ?? 0) / SAMPLE, again / SAMPLE);
  }

  const bayes = teachBayes(TAUGHT);
  const few = sample.slice(0, SAMPLE / 10);
  const [once = 0, slow = 0] = cost([() => each(few, readAll), () => each(few, bayes)]);
  show(`peer: natural, naive Bayes of ${TAUGHT}`, slow / few.length, once / few.length);
}

function showTermGrowth(): void {
  const random = seededRandom(3);
  const letters = foldText(prose(20_000, random), lexicon.table).tight;
  const termAt = (): string => {
    const at = Math.floor(random() * (letters.length - 6));
    const [from, length] = [Math.floor(random() * (letters.length - 6)), 2 + (at % 3)];
    // Half a piece of real text and half of another: it begins like a word and rarely is one.
    return letters.slice(at, at + 2) + letters.slice(from, from + length);
  };
  const terms = Array.from({ length: 50_000 }, termAt);
  for (const count of [1_000, 10_000, 50_000]) {
    const entries = terms.slice(0, count).map((term, id) => ({ id, term, bySound: false }));
    const match = compileTerms(entries, new Uint16Array(65_536));
    const alternation = compileAlternation(terms.slice(0, count));
    const ahoCorasick = compileAhoCorasick([...new Set(terms.slice(0, count))]);
    const few = folded.slice(0, 10);
    const [own = 0, other = 0, peer = 0] = cost([
      () => each(folded, (field) => countTerms(field, match)),
      () => each(folded, (field) => ahoCorasick(field.tight)),
      () => each(few, (field) => alternation(field.tight)),
    ]);
    console.log(
      `${count} terms: match ${(own / SAMPLE).toFixed(1)} µs a text, @monyone/aho-corasick/fast ${(other / SAMPLE).toFixed(1)} µs, alternation ${(peer / few.length).toFixed(0)} µs`,
    );
  }
}

function showTextGrowth(): void {
  const text = corpus.join('\n');
  for (const length of [100, 1_000, 10_000, 100_000]) {
    const texts = Array.from({ length: Math.max(5, Math.ceil(500_000 / length)) }, (_, place) =>
      text.slice(place * length, (place + 1) * length),
    );
    const [own = 0] = cost([
      () => each(texts, (each) => classifier.classify({ id: '', text: each }).score),
    ]);
    const perCharacter = (own * 1_000) / (texts.length * length);
    console.log(`${length} characters: classify ${perCharacter.toFixed(0)} ns a character`);
  }
}

function showRuleGrowth(): void {
  const postings = folded.map((field) => {
    const hits = new HitsByTag(lexicon.tags);
    const extra = { shapes: findShapes(field), contacts: findContacts(field), offset: 0 };
    collectHits(field, lexicon, extra, hits);
    return { hits, length: field.tight.length, kind: undefined };
  });
  const others = Array.from({ length: 9 }, (_, copy) =>
    book.rules.map((rule) => ({ ...rule, needs: [`absent-${copy}-${rule.id}`, ...rule.needs] })),
  ).flat();
  const copies = Array.from({ length: 10 }, () => book.rules).flat();
  const sets: readonly (readonly [name: string, rules: typeof book.rules])[] = [
    ['the rules', book.rules],
    ['ten times as many, the others about other things', [...book.rules, ...others]],
    ['ten times as many, all about the same', copies],
  ];
  for (const [name, rules] of sets) {
    const [own = 0] = cost([
      () => each(postings, (posting) => applyRules(rules, posting.hits, posting).length),
    ]);
    console.log(`${name} (${rules.length}): ${(own / SAMPLE).toFixed(1)} µs a text`);
  }
}

function countTerms(field: FoldedText, match: typeof lexicon.match): number {
  let count = 0;
  match(field, () => {
    count += 1;
  });
  return count;
}

function readAll(text: string): number {
  let sum = 0;
  for (let at = 0; at < text.length; at += 1) sum += text.charCodeAt(at);
  return sum;
}

function each<T>(list: readonly T[], work: (item: T, place: number) => number): void {
  for (const [place, item] of list.entries()) sink += work(item, place);
}

/** Microseconds of processor time of each, the middle one of several rounds in turn after one to warm up. */
function cost(works: readonly (() => void)[]): readonly number[] {
  const times = works.map((): number[] => []);
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const [place, work] of works.entries()) {
      const before = process.cpuUsage();
      work();
      const { user, system } = process.cpuUsage(before);
      if (round > 0) times[place]?.push(user + system);
    }
  }
  return times.map((all) => all.sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0);
}

function show(what: string, microseconds: number, reading: number): void {
  const perSecond = Math.round(1_000_000 / microseconds);
  console.log(
    `${what.padEnd(36)} ${microseconds.toFixed(1).padStart(8)} µs ${String(perSecond).padStart(9)} texts/s ${(microseconds / reading).toFixed(1).padStart(7)} x reading`,
  );
}
