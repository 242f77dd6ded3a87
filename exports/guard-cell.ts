/** What makes a cell safe: no formula, no character that a file format forbids. Titles and names are written by advertisers. */

const FORMULA_START = /^\s*[=+\-@＝＋－＠\t\r\n]/u;
/** Not allowed in XML 1.0, and of no use in any file: controls, non-characters, halves of surrogate pairs. */
const FORBIDDEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** The text without characters that XML 1.0 forbids; tab, line feed and carriage return stay. */
export function cleanText(text: string): string {
  return text.replace(FORBIDDEN, '');
}

/**
 * Cleaned text that no spreadsheet takes for a formula: one that starts like a formula (`=`, `+`,
 * `-`, `@`, tab, line end, also full width and behind spaces) gets a `'` in front (CWE-1236).
 */
export function guardCell(text: string): string {
  const clean = cleanText(text);
  return FORMULA_START.test(clean) ? `'${clean}` : clean;
}
