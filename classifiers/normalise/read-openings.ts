/**
 * The first two characters that a match of a regular expression can begin with, read off its source: an expression is
 * only worth trying where two such characters stand. What cannot be told is taken as "any", never left out.
 *
 * Known are the parts of the language that the classifiers use: literals, classes, groups, alternatives, bounded and
 * unbounded repeats, look-arounds and anchors (which take no character), and the escapes of single characters.
 */

/** Units by code, or any unit at all. */
type Units = ReadonlySet<number> | 'any';

/** What a match begins with: no unit (it may be empty so far), one, or two. */
type Opening = readonly Units[];

const EMPTY: Opening = [];
const DEPTH = 2;

export interface Openings {
  /** `first × 65,536 + second` of each pair. */
  readonly pairs: ReadonlySet<number>;
  /** Units after which anything, or nothing, may follow. */
  readonly singles: ReadonlySet<number>;
}

/** @throws {Error} for an expression that can match nothing, begin with anything, or has a part that is not known */
export function readOpenings(source: string): Openings {
  const reader: Reader = { source, at: 0 };
  const openings = readAlternatives(reader);
  if (reader.at < source.length) throw new Error(`${source}: a bracket without its partner`);
  const pairs = new Set<number>();
  const singles = new Set<number>();
  for (const [first, second] of openings) {
    if (first === undefined || first === 'any') {
      throw new Error(`${source}: can match nothing, or begin with anything`);
    }
    for (const one of first) {
      if (second === undefined || second === 'any') singles.add(one);
      else for (const other of second) pairs.add(one * 65_536 + other);
    }
  }
  return { pairs, singles };
}

interface Reader {
  readonly source: string;
  at: number;
}

function readAlternatives(reader: Reader): readonly Opening[] {
  let openings: readonly Opening[] = [];
  for (;;) {
    openings = [...openings, ...readSequence(reader)];
    if (reader.source[reader.at] !== '|') return openings;
    reader.at += 1;
  }
}

function readSequence(reader: Reader): readonly Opening[] {
  let openings: readonly Opening[] = [EMPTY];
  for (;;) {
    const character = reader.source[reader.at];
    if (character === undefined || character === '|' || character === ')') return openings;
    const part = readPart(reader);
    const [least, most] = readRepeat(reader);
    openings = join(openings, repeat(part, least, most));
  }
}

/** Every opening of the one followed by every opening of the other, as far as two units. */
function join(ones: readonly Opening[], others: readonly Opening[]): readonly Opening[] {
  const joined: Opening[] = [];
  let isOpen = false;
  for (const one of ones) {
    if (one.length === DEPTH) joined.push(one);
    else {
      isOpen = true;
      for (const other of others) joined.push([...one, ...other].slice(0, DEPTH));
    }
  }
  return isOpen ? joined : ones;
}

function repeat(part: readonly Opening[], least: number, most: number): readonly Opening[] {
  let all: readonly Opening[] = least === 0 ? [EMPTY] : [];
  let times: readonly Opening[] = [EMPTY];
  for (let count = 1; count <= Math.min(most, Math.max(least, 0) + DEPTH); count += 1) {
    times = join(times, part);
    if (count >= least) all = [...all, ...times];
    if (count > DEPTH && count >= least) break;
  }
  return all;
}

function readPart(reader: Reader): readonly Opening[] {
  const { source } = reader;
  const character = source[reader.at] ?? '';
  reader.at += 1;
  if (character === '(') return readGroup(reader);
  if (character === '[') return [[readClass(reader)]];
  if (character === '^' || character === '$') return [EMPTY];
  if (character === '.') return [['any']];
  if (character === '\\') return [[new Set([readEscape(reader)])]];
  return [[new Set([character.charCodeAt(0)])]];
}

function readGroup(reader: Reader): readonly Opening[] {
  const kind = /^\?(?:<[=!]|[:=!])/.exec(reader.source.slice(reader.at, reader.at + 3))?.[0] ?? '';
  if (kind === '' && reader.source[reader.at] === '?') {
    throw new Error(`${reader.source}: a group of an unknown kind`);
  }
  reader.at += kind.length;
  const openings = readAlternatives(reader);
  if (reader.source[reader.at] !== ')')
    throw new Error(`${reader.source}: a group without its end`);
  reader.at += 1;
  // A look-around takes no character; what it asks for is left to the expression itself.
  return kind === '' || kind === '?:' ? openings : [EMPTY];
}

function readClass(reader: Reader): Units {
  const { source } = reader;
  const isNegated = source[reader.at] === '^';
  if (isNegated) reader.at += 1;
  const units = new Set<number>();
  while (source[reader.at] !== ']') {
    if (reader.at >= source.length) throw new Error(`${source}: a class without its end`);
    const from = readClassUnit(reader);
    const isRange = source[reader.at] === '-' && source[reader.at + 1] !== ']';
    if (isRange) reader.at += 1;
    const to = isRange ? readClassUnit(reader) : from;
    for (let unit = from; unit <= to; unit += 1) units.add(unit);
  }
  reader.at += 1;
  return isNegated || units.size > MOST_UNITS ? 'any' : units;
}

/** A larger class tells nothing, and would make large tables. */
const MOST_UNITS = 200;

function readClassUnit(reader: Reader): number {
  const unit = reader.source.charCodeAt(reader.at);
  reader.at += 1;
  return unit === 0x5c ? readEscape(reader) : unit;
}

function readEscape(reader: Reader): number {
  const character = reader.source[reader.at] ?? '';
  reader.at += 1;
  if (character === 'n') return 0x0a;
  if (/[a-z0-9]/i.test(character))
    throw new Error(`${reader.source}: unknown escape \\${character}`);
  return character.charCodeAt(0);
}

function readRepeat(reader: Reader): readonly [least: number, most: number] {
  const found = /^(?:[?*+]|\{(\d+)(,?)(\d*)\})/.exec(
    reader.source.slice(reader.at, reader.at + 12),
  );
  if (found === null) return [1, 1];
  const [written, least = '0', comma, most] = found;
  reader.at += written.length;
  if (reader.source[reader.at] === '?') reader.at += 1;
  if (written === '?') return [0, 1];
  if (written === '*') return [0, Infinity];
  if (written === '+') return [1, Infinity];
  if (comma === '') return [Number(least), Number(least)];
  return [Number(least), most === '' ? Infinity : Number(most)];
}
