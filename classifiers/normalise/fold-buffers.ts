/**
 * Where texts are folded and where the folded ones lie. Folding writes into one scratch that is used again for every
 * text and so stays in the processor's cache; what comes out is copied side by side into large rooms, because arrays
 * of its own for every text cost more than the folding. A room lives as long as a text in it.
 */

/** Parallel arrays for what is kept of each character. */
export interface FoldArrays {
  readonly loose: Uint16Array;
  readonly looseStart: Int32Array;
  readonly tight: Uint16Array;
  readonly tightAt: Int32Array;
  readonly gap: Uint8Array;
}

export interface FoldBuffers {
  /** Scratch for at least `size` characters, good until the next call. */
  readonly scratch: (size: number) => FoldArrays;
  /** Scratch of at least `size` characters that begins with the `kept` ones of the last. */
  readonly grow: (kept: number, size: number) => FoldArrays;
  /** The text's UTF-16 units, good until the next call: reading an array costs half of reading a string. */
  readonly unitsOf: (text: string) => Uint16Array;
  /** So many loose and tight characters of the scratch, copied out of it unless they are lent. */
  readonly keep: (looseCount: number, tightCount: number) => FoldArrays;
}

/** Characters in a room: some sixty usual postings, less than a megabyte in all. */
const ROOM = 65_536;
/** What a long text needed is given back after it. */
const LARGEST_KEPT = 262_144;

/**
 * Nothing is allocated before the first text.
 * @param results `own`: each lies by itself; `lent`: in the scratch, until the next text is folded
 */
export function createFoldBuffers(results: 'own' | 'lent'): FoldBuffers {
  let scratch = createArrays(0);
  let source = new Uint16Array(0);
  let room = createArrays(0);
  let used = 0;

  const scratchOf = (size: number): FoldArrays => {
    const isTooLarge = scratch.loose.length > LARGEST_KEPT && size <= LARGEST_KEPT;
    if (size > scratch.loose.length || isTooLarge) scratch = createArrays(roomFor(size));
    return scratch;
  };
  return {
    scratch: scratchOf,
    grow: (kept, size) => {
      const before = scratch;
      if (size > scratch.loose.length) {
        scratch = createArrays(size * 2);
        copyArrays(before, scratch, kept, kept);
      }
      return scratch;
    },
    unitsOf: (text) => {
      const isTooLarge = source.length > LARGEST_KEPT && text.length <= LARGEST_KEPT;
      if (text.length > source.length || isTooLarge) {
        source = new Uint16Array(roomFor(text.length));
      }
      Buffer.from(source.buffer).write(text, 'utf16le');
      return source;
    },
    keep: (looseCount, tightCount) => {
      if (results === 'lent') return partOf(scratch, 0, looseCount, tightCount);
      // A long text gets a room of its own, so that it does not outlive its use in a shared one.
      if (looseCount > ROOM / 4) {
        const own = createArrays(looseCount);
        copyArrays(scratch, own, looseCount, tightCount);
        return partOf(own, 0, looseCount, tightCount);
      }
      if (used + looseCount > room.loose.length) {
        room = createArrays(ROOM);
        used = 0;
      }
      const part = partOf(room, used, looseCount, tightCount);
      used += looseCount;
      copyArrays(scratch, part, looseCount, tightCount);
      return part;
    },
  };
}

/** With something to spare, except for texts so long that it is given back after them. */
function roomFor(size: number): number {
  return size > LARGEST_KEPT ? size : Math.max(8_192, size * 2);
}

function createArrays(size: number): FoldArrays {
  return {
    loose: new Uint16Array(size),
    looseStart: new Int32Array(size),
    tight: new Uint16Array(size),
    tightAt: new Int32Array(size),
    gap: new Uint8Array(size),
  };
}

function copyArrays(
  from: FoldArrays,
  to: FoldArrays,
  looseCount: number,
  tightCount: number,
): void {
  to.loose.set(from.loose.subarray(0, looseCount));
  to.looseStart.set(from.looseStart.subarray(0, looseCount));
  to.tight.set(from.tight.subarray(0, tightCount));
  to.tightAt.set(from.tightAt.subarray(0, tightCount));
  to.gap.set(from.gap.subarray(0, tightCount));
}

function partOf(
  { loose, looseStart, tight, tightAt, gap }: FoldArrays,
  from: number,
  looseCount: number,
  tightCount: number,
): FoldArrays {
  return {
    loose: loose.subarray(from, from + looseCount),
    looseStart: looseStart.subarray(from, from + looseCount),
    tight: tight.subarray(from, from + tightCount),
    tightAt: tightAt.subarray(from, from + tightCount),
    gap: gap.subarray(from, from + tightCount),
  };
}
