/** Which tags stand together in a sentence: a bit for each tag, a row of bits for each sentence. */

export interface SentenceTags {
  readonly clear: () => void;
  /** Beyond so many sentences nothing is noted. */
  readonly note: (sentence: number, tag: number) => void;
  /** The pairs of each sentence, sentences in the order of their first note, the first tag below the second. */
  readonly eachPair: (visit: (first: number, second: number) => void) => void;
}

const MAX_SENTENCES = 400;
const MAX_TAGS_A_SENTENCE = 12;
/** More than twice as many as sentences; the slot is the upper ten bits of a hash. */
const SLOTS = 1_024;

/** For tags numbered from 0 up to `count`. */
export function createSentenceTags(count: number): SentenceTags {
  const width = Math.ceil(count / 32);
  const bits = new Int32Array(MAX_SENTENCES * width);
  /** By slot: the sentence + 1, and its row. */
  const sentences = new Int32Array(SLOTS);
  const rowOf = new Int32Array(SLOTS);
  const together = new Int32Array(MAX_TAGS_A_SENTENCE);
  let rows = 0;

  return {
    clear: () => {
      sentences.fill(0);
      bits.fill(0, 0, rows * width);
      rows = 0;
    },
    note: (sentence, tag) => {
      let slot = Math.imul(sentence, 0x9e3779b1) >>> 22;
      while (sentences[slot] !== 0 && sentences[slot] !== sentence + 1) {
        slot = (slot + 1) & (SLOTS - 1);
      }
      if (sentences[slot] === 0) {
        if (rows === MAX_SENTENCES) return;
        sentences[slot] = sentence + 1;
        rowOf[slot] = rows;
        rows += 1;
      }
      const word = (rowOf[slot] ?? 0) * width + (tag >> 5);
      bits[word] = (bits[word] ?? 0) | (1 << (tag & 31));
    },
    eachPair: (visit) => {
      for (let row = 0; row < rows; row += 1) {
        let tags = 0;
        for (let word = 0; word < width; word += 1) {
          let left = bits[row * width + word] ?? 0;
          for (; left !== 0 && tags < MAX_TAGS_A_SENTENCE; left &= left - 1) {
            together[tags] = word * 32 + 31 - Math.clz32(left & -left);
            tags += 1;
          }
        }
        for (let first = 0; first < tags; first += 1) {
          for (let second = first + 1; second < tags; second += 1) {
            visit(together[first] ?? 0, together[second] ?? 0);
          }
        }
      }
    },
  };
}
