/**
 * Where folded texts lie. Those that are lent lie where the next one will, and so in the processor's cache; the others
 * are copied side by side into large rooms, because arrays of its own for every text cost more than the folding. A
 * room lives as long as a text in it.
 */

/** Parallel arrays for what is kept of each character. */
export interface FoldArrays {
  readonly loose: Uint16Array;
  readonly looseStart: Int32Array;
  readonly tight: Uint16Array;
  readonly tightAt: Int32Array;
  readonly gap: Uint8Array;
}

/** So many characters of a chunk come behind those that are there. */
interface Appended {
  readonly looseCount: number;
  readonly tightCount: number;
  readonly looseTaken: number;
  readonly tightTaken: number;
  /** Units of the original that are still to be folded; nearly all become one character. */
  readonly toCome: number;
}

export interface FoldBuffers {
  /** The text's UTF-16 units, good until the next call: reading an array costs half of reading a string. */
  readonly unitsOf: (text: string) => Uint16Array;
  /** Copies the first characters of a chunk behind those of the text that are there. */
  readonly append: (chunk: FoldArrays, counts: Appended) => void;
  /** The text: so many characters of each view. */
  readonly keep: (looseCount: number, tightCount: number) => FoldArrays;
}

/** Characters in a room: some sixty usual postings, less than a megabyte in all. */
const ROOM = 65_536;
/** What a long text needed is given back after it. */
const LARGEST_KEPT = 262_144;

/**
 * Nothing is allocated before the first text.
 * @param results `own`: each text lies by itself; `lent`: until the next one is folded
 */
export function createFoldBuffers(results: 'own' | 'lent'): FoldBuffers {
  let text = createFoldArrays(0);
  let source = new Uint16Array(0);
  let room = createFoldArrays(0);
  let used = 0;

  return {
    append: (chunk, { looseCount, tightCount, looseTaken, tightTaken, toCome }) => {
      const size = looseTaken + looseCount;
      // What a long text needed is given back when the next one begins.
      const isLeftOver = looseTaken === 0 && text.loose.length > LARGEST_KEPT;
      if (size > text.loose.length || isLeftOver) {
        const before = text;
        text = createFoldArrays(looseTaken === 0 ? roomFor(size + toCome) : size * 2 + toCome);
        copyArrays(before, text, { loose: looseTaken, tight: tightTaken });
      }
      copyArrays(chunk, text, {
        loose: looseCount,
        tight: tightCount,
        looseTo: looseTaken,
        tightTo: tightTaken,
      });
    },
    unitsOf: (original) => {
      const size = original.length;
      const isTooLarge = source.length > LARGEST_KEPT && size <= LARGEST_KEPT;
      if (size > source.length || isTooLarge) source = new Uint16Array(roomFor(size));
      Buffer.from(source.buffer).write(original, 'utf16le');
      return source;
    },
    keep: (looseCount, tightCount) => {
      const counts = { loose: looseCount, tight: tightCount };
      if (results === 'lent') return partOf(text, 0, counts);
      // A long text gets a room of its own, so that it does not outlive its use in a shared one.
      if (looseCount > ROOM / 4) {
        const own = createFoldArrays(looseCount);
        copyArrays(text, own, counts);
        return partOf(own, 0, counts);
      }
      if (used + looseCount > room.loose.length) {
        room = createFoldArrays(ROOM);
        used = 0;
      }
      const part = partOf(room, used, counts);
      used += looseCount;
      copyArrays(text, part, counts);
      return part;
    },
  };
}

/** With something to spare, except for texts so long that it is given back after them. */
function roomFor(size: number): number {
  return size > LARGEST_KEPT ? size : Math.max(8_192, size * 2);
}

export function createFoldArrays(size: number): FoldArrays {
  return {
    loose: new Uint16Array(size),
    looseStart: new Int32Array(size),
    tight: new Uint16Array(size),
    tightAt: new Int32Array(size),
    gap: new Uint8Array(size),
  };
}

interface Counts {
  readonly loose: number;
  readonly tight: number;
}

/** Copies the first characters to a place. */
function copyArrays(
  from: FoldArrays,
  to: FoldArrays,
  counts: Counts & { readonly looseTo?: number; readonly tightTo?: number },
): void {
  const { loose, tight, looseTo = 0, tightTo = 0 } = counts;
  to.loose.set(from.loose.subarray(0, loose), looseTo);
  to.looseStart.set(from.looseStart.subarray(0, loose), looseTo);
  to.tight.set(from.tight.subarray(0, tight), tightTo);
  to.tightAt.set(from.tightAt.subarray(0, tight), tightTo);
  to.gap.set(from.gap.subarray(0, tight), tightTo);
}

function partOf(arrays: FoldArrays, from: number, { loose, tight }: Counts): FoldArrays {
  return {
    loose: arrays.loose.subarray(from, from + loose),
    looseStart: arrays.looseStart.subarray(from, from + loose),
    tight: arrays.tight.subarray(from, from + tight),
    tightAt: arrays.tightAt.subarray(from, from + tight),
    gap: arrays.gap.subarray(from, from + tight),
  };
}
