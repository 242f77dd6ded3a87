/** What a classifier says of examples, beside what is expected: overall, by code, by genre, with its worst mistakes. */
import type { Classification } from '../../domain/finding.js';
import type { Example } from '../../domain/example.js';
import { seededRandom } from './seeded-random.js';

export interface Judged {
  readonly example: Example;
  readonly classification: Classification;
}

/** `null` where nothing was counted. */
export interface Rate {
  readonly value: number | null;
  /** The middle 95 % of bootstrap samples (Efron, 1979), null where there was nothing to draw from. */
  readonly low: number | null;
  readonly high: number | null;
}

export interface Counts {
  readonly texts: number;
  readonly violations: number;
  readonly flagged: number;
  readonly hits: number;
  readonly precision: number | null;
  readonly recall: number | null;
  readonly f1: number | null;
}

export interface CodeCounts extends Counts {
  readonly code: string;
}

export interface QualityReport {
  readonly texts: number;
  readonly precision: Rate;
  readonly recall: Rate;
  readonly f1: Rate;
  /** Of the hits whose primary code is known: how many were named by it. */
  readonly primaryRight: Rate;
  /** Of the texts rightly not flagged whose exclusion is known: how many were given it. */
  readonly exclusionRight: Rate;
  readonly byGenre: readonly (Counts & { readonly genre: string })[];
  /** A code counts as found when any finding of a flagged text has it. */
  readonly byCode: readonly CodeCounts[];
  /** Expected primary code (or exclusion) against the one given, most frequent first. */
  readonly confusion: readonly {
    readonly expected: string;
    readonly given: string;
    readonly texts: number;
  }[];
  /** The surest wrong answers, surest first. */
  readonly worst: readonly {
    readonly id: string;
    readonly genre: string;
    readonly kind: 'false alarm' | 'missed';
    readonly score: number;
    readonly text: string;
  }[];
}

const SAMPLES = 1_000;
const SEED = 20_260_101;
const EXCERPT = 60;

/** @param worst how many mistakes to name */
export function measureQuality(judged: readonly Judged[], worst = 20): QualityReport {
  const named = judged.filter(
    ({ example, classification }) =>
      example.expect.flag && classification.flag && example.expect.primary != null,
  );
  const spared = judged.filter(
    ({ example, classification }) =>
      !example.expect.flag && !classification.flag && example.expect.exclusion != null,
  );
  const shareRight = (isRight: (one: Judged) => boolean) => (list: readonly Judged[]) =>
    list.length === 0 ? null : list.filter(isRight).length / list.length;
  return {
    texts: judged.length,
    precision: bootstrap(judged, (list) => count(list).precision),
    recall: bootstrap(judged, (list) => count(list).recall),
    f1: bootstrap(judged, (list) => count(list).f1),
    primaryRight: bootstrap(
      named,
      shareRight((one) => one.classification.primary === one.example.expect.primary),
    ),
    exclusionRight: bootstrap(
      spared,
      shareRight((one) => one.classification.exclusion?.code === one.example.expect.exclusion),
    ),
    byGenre: [...groupBy(judged, ({ example }) => example.genre)]
      .map(([genre, list]) => ({ genre, ...count(list) }))
      .sort((a, b) => b.texts - a.texts || (a.genre < b.genre ? -1 : 1)),
    byCode: countCodes(judged),
    confusion: confuse(judged),
    worst: judged
      .filter(({ example, classification }) => example.expect.flag !== classification.flag)
      .map(({ example, classification }) => ({
        id: example.id,
        genre: example.genre,
        kind: classification.flag ? ('false alarm' as const) : ('missed' as const),
        score: classification.score,
        text: excerpt(example),
      }))
      .sort((a, b) => Math.abs(b.score - 0.5) - Math.abs(a.score - 0.5))
      .slice(0, worst),
  };
}

function count(list: readonly Judged[]): Counts {
  return countOf(
    list,
    ({ example }) => example.expect.flag,
    ({ classification }) => classification.flag,
  );
}

function countOf(
  list: readonly Judged[],
  isViolation: (one: Judged) => boolean,
  isFlagged: (one: Judged) => boolean,
): Counts {
  let violations = 0;
  let flagged = 0;
  let hits = 0;
  for (const one of list) {
    const expected = isViolation(one);
    const given = isFlagged(one);
    if (expected) violations += 1;
    if (given) flagged += 1;
    if (expected && given) hits += 1;
  }
  return {
    texts: list.length,
    violations,
    flagged,
    hits,
    precision: flagged === 0 ? null : hits / flagged,
    recall: violations === 0 ? null : hits / violations,
    f1: flagged + violations === 0 ? null : (2 * hits) / (flagged + violations),
  };
}

function countCodes(judged: readonly Judged[]): CodeCounts[] {
  const codes = new Set<string>();
  for (const { example, classification } of judged) {
    for (const code of codesOf(example)) codes.add(code);
    if (classification.flag) for (const { code } of classification.findings) codes.add(code);
  }
  return [...codes].sort().map((code) => ({
    code,
    ...countOf(
      judged,
      ({ example }) => codesOf(example).includes(code),
      ({ classification }) =>
        classification.flag && classification.findings.some((finding) => finding.code === code),
    ),
  }));
}

function codesOf({ expect: { codes, primary } }: Example): readonly string[] {
  return primary == null || codes.includes(primary) ? codes : [primary, ...codes];
}

function confuse(judged: readonly Judged[]): QualityReport['confusion'] {
  const pairs = groupBy(
    judged.filter(({ example }) => (example.expect.primary ?? example.expect.exclusion) != null),
    ({ example, classification }) => {
      const expected = example.expect.primary ?? example.expect.exclusion ?? '';
      const given = classification.primary ?? classification.exclusion?.code ?? '-';
      return `${expected} ${given}`;
    },
  );
  return [...pairs]
    .map(([pair, list]) => {
      const [expected = '', given = ''] = pair.split(' ');
      return { expected, given, texts: list.length };
    })
    .filter(({ expected, given }) => expected !== given)
    .sort((a, b) => b.texts - a.texts || (a.expected < b.expected ? -1 : 1));
}

/** The value over all, and where 95 of 100 samples drawn with replacement put it. Deterministic. */
function bootstrap(
  judged: readonly Judged[],
  valueOf: (list: readonly Judged[]) => number | null,
): Rate {
  const random = seededRandom(SEED);
  const values: number[] = [];
  for (let sample = 0; sample < SAMPLES && judged.length > 0; sample += 1) {
    const drawn = judged
      .map(() => judged[Math.floor(random() * judged.length)])
      .filter((one) => one !== undefined);
    const value = valueOf(drawn);
    if (value !== null) values.push(value);
  }
  values.sort((a, b) => a - b);
  const at = (share: number): number | null =>
    values[Math.floor(share * (values.length - 1))] ?? null;
  return { value: valueOf(judged), low: at(0.025), high: at(0.975) };
}

function groupBy<T>(list: readonly T[], keyOf: (one: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups;
}

function excerpt({ title, text }: Example): string {
  const whole = `${title ?? ''} ${text}`.replace(/\s+/gu, ' ').trim();
  return whole.length > EXCERPT ? `${whole.slice(0, EXCERPT)}…` : whole;
}
