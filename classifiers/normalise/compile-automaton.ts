/**
 * Tells in one walk from a place which of many expressions may match there, so that only those are tried. A
 * deterministic automaton over all of them, whose states are worked out when a text first needs them (the way grep
 * does it). It asks for less than the expressions do (`read-expression.ts`), and gives up looking after `DEPTH`
 * characters or when it has grown too large: then what has not failed yet may match.
 */
import { createUnitSet, type UnitSet } from './unit-set.js';
import { readExpression, type Part, type Units } from './read-expression.js';

export interface Automaton {
  /** What something begins with. */
  readonly begins: UnitSet;
  /** How many expressions may match at `at`; which, stands at the beginning of `found`, in order. */
  readonly candidates: (units: Uint16Array, at: number) => number;
  readonly found: Int32Array;
}

const DEPTH = 12;
const MOST_STATES = 2_048;
const UNKNOWN = 0;
const DEAD = -1;

/**
 * Prepares the automaton; milliseconds.
 * @throws {Error} for an expression that can match nothing or begin with anything, or has a part that is not known
 */
export function compileAutomaton(sources: readonly string[]): Automaton {
  const net = buildNet(sources);
  const { classOf, classes, units, hasClass } = net;
  /** What each state of the automaton stands for, and what is said on reaching it. */
  const places: (readonly number[])[] = [];
  const accepted: (readonly number[])[] = [];
  const alive: (readonly number[])[] = [];
  const known = new Map<string, number>();
  let next = new Int16Array(classes * 64);

  const stateOf = (reached: readonly number[], done: readonly number[]): number => {
    if (reached.length === 0 && done.length === 0) return DEAD;
    const key = `${reached.join()};${done.join()}`;
    let state = known.get(key);
    if (state !== undefined) return state;
    state = places.length;
    known.set(key, state);
    places.push(reached);
    accepted.push(done);
    alive.push([...new Set(reached.map((place) => net.expression[place] ?? 0))]);
    if (places.length * classes > next.length) {
      const larger = new Int16Array(next.length * 2);
      larger.set(next);
      next = larger;
    }
    return state;
  };
  /** The state after a unit of a class; `UNKNOWN` when there is no room for it. */
  const work = (state: number, cls: number): number => {
    if (places.length >= MOST_STATES) return UNKNOWN;
    const from = (places[state] ?? []).filter(
      (place) => hasClass[(units[place] ?? 0) * classes + cls] === 1,
    );
    const reached = net.follow(from.map((place) => net.next[place] ?? 0));
    const to = stateOf(reached.places, reached.done);
    next[state * classes + cls] = to;
    return to;
  };
  // The first state of all is a hole, so that no transition leads to 0.
  stateOf([], [-1]);
  const start = stateOf(net.start, []);
  const beginning = Array.from({ length: classes }, (_, cls) => work(start, cls) !== DEAD);
  const begins = createUnitSet(
    [...classOf.keys()].filter((unit) => beginning[classOf[unit] ?? 0] === true),
  );

  const found = new Int32Array(sources.length);
  return {
    begins,
    found,
    candidates: (text, at) => {
      let count = 0;
      const last = Math.min(text.length, at + DEPTH);
      let state = start;
      for (let place = at; place < last; place += 1) {
        const cls = classOf[text[place] ?? 0] ?? 0;
        let to = next[state * classes + cls] ?? UNKNOWN;
        if (to === UNKNOWN) to = work(state, cls);
        if (to === DEAD) return count;
        if (to === UNKNOWN) return withAll(found, count, alive[state]);
        state = to;
        const done = accepted[state];
        if (done !== undefined && done.length > 0) count = withAll(found, count, done);
      }
      // At the end of the text nothing more can come.
      return last < at + DEPTH ? count : withAll(found, count, alive[state]);
    },
  };
}

/** Adds to a list in order: few stand in it, and nearly always those that come are the last. */
function withAll(found: Int32Array, count: number, added: readonly number[] = []): number {
  for (let next = 0; next < added.length; next += 1, count += 1) {
    const one = added[next] ?? 0;
    let place = count;
    while (place > 0 && (found[place - 1] ?? 0) > one) {
      found[place] = found[place - 1] ?? 0;
      place -= 1;
    }
    found[place] = one;
  }
  return count;
}

/** All expressions as one net of places, each of which takes one unit of a set and leads on. */
interface Net {
  readonly start: readonly number[];
  /** For each place the number of its set, of its expression, and where it leads. */
  readonly units: readonly number[];
  readonly expression: readonly number[];
  readonly next: readonly number[];
  /** The places that can take the next unit, without the expressions that are complete (`done`). */
  readonly follow: (from: readonly number[]) => {
    readonly places: readonly number[];
    readonly done: readonly number[];
  };
  /** Units that no set tells apart are one class; 0 is what no set names. */
  readonly classOf: Uint16Array;
  readonly classes: number;
  /** `set × classes + class` → 1 when it is in the set. */
  readonly hasClass: Uint8Array;
}

function buildNet(sources: readonly string[]): Net {
  const sets = new Map<string, { readonly number: number; readonly units: Units }>();
  const units: number[] = [];
  const next: number[] = [];
  const expression: number[] = [];
  /** Steps that take no unit; -1 ends the expression. */
  const free = new Map<number, readonly number[]>();
  let current = 0;

  const setOf = (set: Units): number => {
    const key = `${set.isNegated ? '^' : ''}${[...set.listed].sort((x, y) => x - y).join()}`;
    const known = sets.get(key);
    if (known !== undefined) return known.number;
    sets.set(key, { number: sets.size, units: set });
    return sets.size - 1;
  };
  const place = (set: number, to: number): number => {
    units.push(set);
    next.push(to);
    expression.push(current);
    return units.length - 1;
  };
  const fork = (to: readonly number[]): number => {
    const made = place(-1, -1);
    free.set(made, to);
    return made;
  };
  const build = (part: Part, to: number): number => {
    switch (part.kind) {
      case 'units':
        return place(setOf(part.units), to);
      case 'sequence':
        return part.parts.reduceRight((after, each) => build(each, after), to);
      case 'either':
        return fork(part.parts.map((each) => build(each, to)));
      case 'repeat': {
        let from = to;
        if (part.most > DEPTH) {
          const loop = fork([]);
          free.set(loop, [build(part.part, loop), to]);
          from = loop;
        } else {
          for (let count = part.least; count < part.most; count += 1) {
            from = fork([build(part.part, from), to]);
          }
        }
        for (let count = 0; count < Math.min(part.least, DEPTH); count += 1) {
          from = build(part.part, from);
        }
        return from;
      }
    }
  };
  const follow: Net['follow'] = (from) => {
    const seen = new Set<number>();
    const waiting = [...from];
    const done = new Set<number>();
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      if (seen.has(at)) continue;
      seen.add(at);
      const ends = ENDS - at;
      if (ends >= 0) done.add(ends);
      else waiting.push(...(free.get(at) ?? []));
    }
    const places = [...seen]
      .filter((at) => at >= 0 && !free.has(at) && !done.has(expression[at] ?? 0))
      .sort((a, b) => a - b);
    return { places, done: [...done].sort((a, b) => a - b) };
  };

  const starts = sources.map((source, number) => {
    current = number;
    return build(readExpression(source), ENDS - number);
  });
  const { places: start, done } = follow(starts);
  const all = [...sets.values()].map((set) => set.units);
  const open = start.find((at) => all[units[at] ?? 0]?.isNegated);
  const wrong = done[0] ?? (open === undefined ? undefined : expression[open]);
  if (wrong !== undefined) {
    throw new Error(`${sources[wrong] ?? ''}: can match nothing, or begin with anything`);
  }
  return { start, units, expression, next, follow, ...classify(all) };
}

/** The end of expression n is the place `ENDS - n`. */
const ENDS = -2;

function classify(sets: readonly Units[]) {
  const named = new Map<number, string>();
  for (const [number, { listed }] of sets.entries()) {
    for (const unit of listed) named.set(unit, `${named.get(unit) ?? ''} ${number}`);
  }
  const classOf = new Uint16Array(65_536);
  const numberOf = new Map<string, number>();
  const examples = [-1];
  for (const [unit, name] of named) {
    let cls = numberOf.get(name);
    if (cls === undefined) {
      cls = examples.length;
      numberOf.set(name, cls);
      examples.push(unit);
    }
    classOf[unit] = cls;
  }
  const classes = examples.length;
  const hasClass = new Uint8Array(sets.length * classes);
  for (const [number, { listed, isNegated }] of sets.entries()) {
    for (const [cls, unit] of examples.entries()) {
      if (listed.has(unit) !== isNegated) hasClass[number * classes + cls] = 1;
    }
  }
  return { classOf, classes, hasClass };
}
