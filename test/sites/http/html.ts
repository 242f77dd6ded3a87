/** Small pieces of HTML that the sample sites share. */

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}

/** One `<p>` for each line. */
export function paragraphs(text: string): string {
  return lines(text)
    .map((line) => `<p>${escapeHtml(line)}</p>`)
    .join('\n');
}

/** Lines parted by `<br>`, as old editors write them. */
export function brokenLines(text: string): string {
  return lines(text)
    .map((line) => escapeHtml(line))
    .join('<br>\n');
}

/** JSON that may stand inside a `<script>`. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value, null, 1).replaceAll('<', '\\u003c');
}

/** The given page of a list, counted from 1. */
export function pageOf<T>(list: readonly T[], page: number, size: number): readonly T[] {
  return list.slice((page - 1) * size, page * size);
}

function lines(text: string): readonly string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}
