/** What each folded character is to a number: a digit of some kind, what may stand between digits, or nothing. */

export const NONE = -1;
/** Kinds of digits, by tens: the digit of a part is `part % 10`, its kind `Math.floor(part / 10)`. */
export const KIND = {
  /** 0 … 9, which is also what full-width, circled and emoji digits fold to. */
  plain: 0,
  /** 一, 壹, 零. */
  han: 1,
  /** 幺 洞 拐 勾 两: how digits are said over the phone. */
  spoken: 2,
  /** A letter that looks like a digit. */
  letter: 3,
  /** A word that sounds like a digit; only among many others. */
  sound: 4,
} as const;
export const SEPARATOR = 50;

const DIGITS: readonly (readonly [kind: number, characters: string])[] = [
  [KIND.plain, '0123456789'],
  [KIND.han, '零一二三四五六七八九'],
  [KIND.han, '〇壹贰叁肆伍陆柒捌玖'],
  [KIND.spoken, '洞幺两　　　　拐　勾'],
  [KIND.letter, 'olz　　s　　　　'],
  [KIND.letter, '　i　　　　　　　　'],
  [KIND.sound, '灵衣尔伞似舞溜漆扒酒'],
  [KIND.sound, '凌医耳散斯午刘妻巴久'],
  [KIND.sound, '临依儿　司武留期吧　'],
  [KIND.sound, '另伊而　　　　　发　'],
];

const SEPARATORS = ' \n-·./_()《》+"*,:;。!?…';

let parts: Int8Array | undefined;

/** 65,536 entries: `NONE`, `SEPARATOR`, or a kind of digit times ten plus the digit. */
export function numberParts(): Int8Array {
  // At first use: importing this file does no work.
  if (parts !== undefined) return parts;
  parts = new Int8Array(65_536).fill(NONE);
  for (const [kind, characters] of DIGITS) {
    for (const [digit, character] of [...characters].entries()) {
      if (character !== '　') parts[character.charCodeAt(0)] = kind * 10 + digit;
    }
  }
  for (const mark of SEPARATORS) parts[mark.charCodeAt(0)] = SEPARATOR;
  return parts;
}

/** The digits of a folded text, in whatever script; everything else is left out. */
export function digitsOf(text: string): string {
  const partOf = numberParts();
  let digits = '';
  for (let at = 0; at < text.length; at += 1) {
    const part = partOf[text.charCodeAt(at)] ?? NONE;
    if (part >= 0 && part < KIND.letter * 10) digits += String(part % 10);
  }
  return digits;
}
