/** The project's documents, as the tests read them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../runtime/project-root.js';

const NOT_OURS = new Set(['node_modules', 'dist', 'data', '.git']);

/** Every Markdown file, relative to the project. */
export function allPages(folder = ''): string[] {
  return readdirSync(join(projectRoot(), folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : allPages(path);
    return entry.name.endsWith('.md') ? [path] : [];
  });
}

export function readPage(path: string): string {
  return readFileSync(join(projectRoot(), path), 'utf8');
}

/** The lines of fenced blocks that are for a shell: marked `sh`, or not marked at all. */
export function shellLines(text: string): string[] {
  return [...text.matchAll(/^```(?:sh)?\n(.*?)^```$/gms)].flatMap((block) =>
    (block[1] ?? '').split('\n').filter((line) => line.trim() !== ''),
  );
}

/** What stands in backticks, fenced blocks left out. */
export function codeWords(text: string): string[] {
  const prose = text.replace(/^```.*?^```$/gms, '');
  return [...prose.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '');
}

/** The cells of every table row, without headings and rulers. */
export function tableRows(text: string): string[][] {
  const lines = text.split('\n');
  return lines
    .filter((line, index) => line.startsWith('|') && !isRuler(line) && !isRuler(lines[index + 1]))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
}

function isRuler(line: string | undefined): boolean {
  return line !== undefined && /^\|[-| :]+\|$/.test(line);
}
