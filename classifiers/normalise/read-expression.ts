/**
 * The source of a regular expression → its parts, as far as they take characters: what it can match at most. What
 * looks around (and an anchor) takes none and is left out, so the parts allow more than the expression, never less.
 *
 * Known are the parts of the language that the classifiers use: literals, classes, groups, alternatives, bounded and
 * unbounded repeats, look-arounds and anchors, and the escapes of single characters.
 */

/** UTF-16 units: those listed, or all but those. */
export interface Units {
  readonly listed: ReadonlySet<number>;
  readonly isNegated: boolean;
}

export type Part =
  | { readonly kind: 'units'; readonly units: Units }
  | { readonly kind: 'sequence'; readonly parts: readonly Part[] }
  | { readonly kind: 'either'; readonly parts: readonly Part[] }
  | {
      readonly kind: 'repeat';
      readonly part: Part;
      readonly least: number;
      /** `Infinity` for no limit. */
      readonly most: number;
    };

const NOTHING: Part = { kind: 'sequence', parts: [] };
const ANYTHING: Units = { listed: new Set(), isNegated: true };

/** @throws {Error} for a part that is not known, or a bracket without its partner */
export function readExpression(source: string): Part {
  const reader: Reader = { source, at: 0 };
  const part = readAlternatives(reader);
  if (reader.at < source.length) throw new Error(`${source}: a bracket without its partner`);
  return part;
}

interface Reader {
  readonly source: string;
  at: number;
}

function readAlternatives(reader: Reader): Part {
  const parts = [readSequence(reader)];
  while (reader.source[reader.at] === '|') {
    reader.at += 1;
    parts.push(readSequence(reader));
  }
  return { kind: 'either', parts };
}

function readSequence(reader: Reader): Part {
  const parts: Part[] = [];
  for (;;) {
    const character = reader.source[reader.at];
    if (character === undefined || character === '|' || character === ')') break;
    const part = readPart(reader);
    const [least, most] = readRepeat(reader);
    parts.push(least === 1 && most === 1 ? part : { kind: 'repeat', part, least, most });
  }
  return { kind: 'sequence', parts };
}

function readPart(reader: Reader): Part {
  const character = reader.source[reader.at] ?? '';
  reader.at += 1;
  if (character === '(') return readGroup(reader);
  if (character === '[') return { kind: 'units', units: readClass(reader) };
  if (character === '^' || character === '$') return NOTHING;
  if (character === '.') return { kind: 'units', units: ANYTHING };
  const unit = character === '\\' ? readEscape(reader) : character.charCodeAt(0);
  return { kind: 'units', units: { listed: new Set([unit]), isNegated: false } };
}

function readGroup(reader: Reader): Part {
  const kind = /^\?(?:<[=!]|[:=!])/.exec(reader.source.slice(reader.at, reader.at + 3))?.[0] ?? '';
  if (kind === '' && reader.source[reader.at] === '?') {
    throw new Error(`${reader.source}: a group of an unknown kind`);
  }
  reader.at += kind.length;
  const part = readAlternatives(reader);
  if (reader.source[reader.at] !== ')')
    throw new Error(`${reader.source}: a group without its end`);
  reader.at += 1;
  return kind === '' || kind === '?:' ? part : NOTHING;
}

function readClass(reader: Reader): Units {
  const { source } = reader;
  const isNegated = source[reader.at] === '^';
  if (isNegated) reader.at += 1;
  const listed = new Set<number>();
  let count = 0;
  while (source[reader.at] !== ']') {
    if (reader.at >= source.length) throw new Error(`${source}: a class without its end`);
    const from = readClassUnit(reader);
    const isRange = source[reader.at] === '-' && source[reader.at + 1] !== ']';
    if (isRange) reader.at += 1;
    const to = isRange ? readClassUnit(reader) : from;
    count += to - from + 1;
    if (count > MOST_UNITS) continue;
    for (let unit = from; unit <= to; unit += 1) listed.add(unit);
  }
  reader.at += 1;
  return count > MOST_UNITS ? ANYTHING : { listed, isNegated };
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
