/** What a suggested source is called: by people, and by its id. */
import { tidyLine } from '../extract/tidy-text.js';

const MAX_NAME = 40;

/** `【某市教师招聘信息】_第1页 - Powered by X` → what people call the page. */
export function cleanTitle(title: string): string {
  return tidyLine(
    title
      .replace(/[-_|–—\s]*powered by.*$/i, '')
      .replace(/[-_|–—\s(（]*第\s*\d+\s*页[)）]?/g, '')
      .replace(/^[【[](.+?)[】\]]/, '$1'),
  );
}

/** A title that goes on for search engines ends at its last separator that fits. */
export function shortName(title: string): string {
  if (title.length <= MAX_NAME) return title;
  const cut = title.slice(0, MAX_NAME).toWellFormed();
  return /^(.{4,}?)[-_|–—，,\s]+[^-_|–—，,\s]*$/s.exec(cut)?.[1] ?? cut;
}

/** Host and first folder: two lists of one site are two sources. */
export function sourceId(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  const [folder = ''] = pathname.split('/').filter((part) => /^[\w-]+$/.test(part));
  const words = [hostname.replace(/^www\./, ''), port, folder.slice(0, 30)];
  return words
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
}
