/** Walks the matches of a global expression without the copy of it that `matchAll` makes for every text. */
export function eachMatch(
  expression: RegExp,
  text: string,
  found: (match: RegExpExecArray) => void,
): void {
  expression.lastIndex = 0;
  for (let match = expression.exec(text); match !== null; match = expression.exec(text)) {
    found(match);
    if (match[0] === '') expression.lastIndex += 1;
  }
}
