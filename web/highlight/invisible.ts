/**
 * Characters that cannot be seen but change what is seen: direction controls, zero-width characters,
 * other format and control characters. Evaders use them; the reviewer must see that they are there.
 */
const INVISIBLE = /[\p{Cf}\u0000-\u0008\u000B-\u001F\u007F-\u009F\u115F\u1160\u3164\uFFA0]/gu;

export interface TextPiece {
  readonly text: string;
  readonly isInvisible: boolean;
}

/** Pieces in order, none empty; joined they are the text. Each invisible character is its own piece. */
export function splitInvisible(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let done = 0;
  for (const match of text.matchAll(INVISIBLE)) {
    if (match.index > done)
      pieces.push({ text: text.slice(done, match.index), isInvisible: false });
    pieces.push({ text: match[0], isInvisible: true });
    done = match.index + match[0].length;
  }
  if (done < text.length) pieces.push({ text: text.slice(done), isInvisible: false });
  return pieces;
}

/** What stands for an invisible character, e.g. `U+202E`. */
export function nameOf(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  return `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
}
