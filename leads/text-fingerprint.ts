/**
 * Fingerprints of texts: equal texts by SHA-256 of what is left after folding, similar ones by a
 * one-permutation MinHash of character 3-grams (128 bins, empty bins filled by optimal
 * densification, Shrivastava 2017), looked up by 32 bands of 4 bins.
 */
import { createHash } from 'node:crypto';

const BINS = 128;
const BANDS = 32;
const ROWS = BINS / BANDS;
const GRAM = 3;

export interface TextFingerprint {
  /** Hex, of the folded text; equal means the same letters and digits in the same order. */
  readonly sha256: string;
  /** Letters and digits left after folding. */
  readonly length: number;
  /** 128 minima; empty for a text of fewer than 3 letters. */
  readonly minhash: Uint32Array;
}

/** The fingerprint of a text (title and body together). Case, width, spaces, marks and emoji do not count. */
export function textFingerprint(text: string): TextFingerprint {
  const folded = foldText(text);
  return {
    sha256: createHash('sha256').update(folded).digest('hex'),
    length: folded.length,
    minhash: minhash(folded),
  };
}

/** Share of common 3-grams (Jaccard), estimated; 0 … 1, standard error at most 0.045. */
export function similarity(one: TextFingerprint, other: TextFingerprint): number {
  if (one.sha256 === other.sha256) return 1;
  if (one.minhash.length !== BINS || other.minhash.length !== BINS) return 0;
  let equal = 0;
  for (let bin = 0; bin < BINS; bin++) {
    if (one.minhash[bin] === other.minhash[bin]) equal++;
  }
  return equal / BINS;
}

/**
 * 32 keys to store and look up: texts that share one are candidates for `similarity`. Two texts with
 * similarity s share one with probability 1 - (1 - s⁴)³². Empty for a text that is too short.
 */
export function lshBands({ minhash: minima }: TextFingerprint): readonly string[] {
  if (minima.length !== BINS) return [];
  return Array.from({ length: BANDS }, (_, band) => {
    let high = band;
    let low = ~band;
    for (let row = 0; row < ROWS; row++) {
      const value = minima[band * ROWS + row] ?? 0;
      high = mix(high ^ value);
      low = mix(Math.imul(low, 31) ^ value);
    }
    return `${hex(band, 2)}-${hex(high, 8)}${hex(low, 8)}`;
  });
}

/** The minima as 512 bytes (little endian) for a database column; 0 bytes when there are none. */
export function encodeMinhash({ minhash: minima }: TextFingerprint): Uint8Array {
  const bytes = new Uint8Array(minima.length * 4);
  const view = new DataView(bytes.buffer);
  minima.forEach((value, bin) => view.setUint32(bin * 4, value, true));
  return bytes;
}

/** The reverse of `encodeMinhash`. */
export function decodeMinhash(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint32Array.from({ length: Math.floor(bytes.byteLength / 4) }, (_, bin) =>
    view.getUint32(bin * 4, true),
  );
}

function foldText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

function minhash(folded: string): Uint32Array {
  if (folded.length < GRAM) return new Uint32Array(0);
  const minima = new Uint32Array(BINS);
  const isFilled = new Uint8Array(BINS);
  for (let start = 0; start + GRAM <= folded.length; start++) {
    let hash = 0x9e3779b9;
    for (let offset = 0; offset < GRAM; offset++) {
      hash = mix(Math.imul(hash, 0x85ebca6b) ^ folded.charCodeAt(start + offset));
    }
    const bin = hash >>> 25;
    if (isFilled[bin] === 0 || hash < (minima[bin] ?? 0)) minima[bin] = hash;
    isFilled[bin] = 1;
  }
  return densify(minima, isFilled);
}

/** An empty bin copies a filled one that depends on the bin alone, so that equal sets stay equal. */
function densify(minima: Uint32Array, isFilled: Uint8Array): Uint32Array {
  const dense = Uint32Array.from(minima);
  for (let bin = 0; bin < BINS; bin++) {
    if (isFilled[bin] === 1) continue;
    let attempt = 1;
    let donor = mix(bin * 0x10001 + attempt) >>> 25;
    while (isFilled[donor] !== 1) {
      attempt++;
      donor = mix(bin * 0x10001 + attempt) >>> 25;
    }
    dense[bin] = minima[donor] ?? 0;
  }
  return dense;
}

/** The finaliser of MurmurHash3: every input bit moves every output bit. Unsigned 32 bits. */
function mix(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

function hex(value: number, width: number): string {
  return value.toString(16).padStart(width, '0');
}
