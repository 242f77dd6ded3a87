/** Finds contacts in the sample postings whatever way they are written; for checks of the data only. */

const CHINESE: Readonly<Record<string, string>> = {
  ...{ 〇: '0', 零: '0', 一: '1', 二: '2', 三: '3', 四: '4', 五: '5', 六: '6', 七: '7', 八: '8' },
  ...{ 九: '9', 幺: '1', 壹: '1', 贰: '2', 叁: '3', 肆: '4', 伍: '5', 陆: '6', 柒: '7', 捌: '8' },
  ...{ 玖: '9', '⓪': '0', '⓿': '0' },
};

/** Circled digits of the two families that NFKC leaves alone or takes apart differently. */
const DOUBLE_CIRCLED = 0x24f5;

/** Every digit as an ASCII digit, keycap marks removed; other text stays. */
export function foldDigits(text: string): string {
  return Array.from(text.replace(/[\ufe0f\u20e3]/g, ''), (character) => foldDigit(character)).join(
    '',
  );
}

/** Mobile numbers, with whatever stands between their digits taken out. */
export function phonesIn(text: string): readonly string[] {
  const runs = foldDigits(text).match(/1[ ,，.-]{0,3}[3-9](?:[ ,，.-]{0,3}\d){9}/g) ?? [];
  return runs.map((run) => run.replace(/\D/g, ''));
}

export function wechatIdsIn(text: string): readonly string[] {
  const ids = text
    .normalize('NFKC')
    .toLowerCase()
    .match(/mc_[a-z0-9_]+/g);
  return ids ?? [];
}

function foldDigit(character: string): string {
  const chinese = CHINESE[character];
  if (chinese !== undefined) return chinese;
  const code = character.codePointAt(0) ?? 0;
  if (code >= DOUBLE_CIRCLED && code < DOUBLE_CIRCLED + 9) return String(code - DOUBLE_CIRCLED + 1);
  const folded = character.normalize('NFKC');
  return /^\d+$/.test(folded) ? folded : character;
}
