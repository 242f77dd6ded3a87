/** Whitespace as people see it: runs of blanks are one blank, each block a line, no empty lines. */

/** One line. */
export function tidyLine(text: string): string {
  return dropInvisible(text).replace(/\s+/g, ' ').trim();
}

/** Several lines. */
export function tidyText(text: string): string {
  return dropInvisible(text)
    .replace(/[^\S\n]+/g, ' ')
    .replace(/ ?\n[ \n]*/g, '\n')
    .trim();
}

/**
 * NUL and other control characters, lone surrogates (PostgreSQL takes neither). Zero-width
 * characters stay: they are an evasion that the classifiers look for.
 */
function dropInvisible(text: string): string {
  return text.toWellFormed().replace(/[\u0000-\u0008\u000e-\u001f\u007f\ufeff]/g, '');
}
