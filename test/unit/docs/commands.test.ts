/** What the documents tell people to type, and where they send them, is there. */
import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Command } from 'commander';
import { CONFIG_KEYS } from '../../../runtime/config.js';
import { projectRoot } from '../../../runtime/project-root.js';
import { commandNames, commandProgram, refusalOf } from './command-program.js';
import { allPages, codeWords, readPage, shellLines, tableRows } from './pages.js';

const pages = allPages();
/** Those that tell people what to type. */
const guides = pages.filter(
  (page) => /^(README|CONTRIBUTING|ARCHITECTURE)[^/]*\.md$/.test(page) || page.startsWith('docs/'),
);
const { scripts } = JSON.parse(readPage('package.json')) as { scripts: Record<string, string> };
/** Folders that running the program makes. */
const made = readPage('.gitignore')
  .split('\n')
  .filter((line) => line.endsWith('/'));
/** npm knows these without `run`. */
const NPM_OWN = ['ci'];

let program: Command;
beforeAll(async () => {
  program = await commandProgram();
}, 60_000);

describe('the list of commands', () => {
  it('is read whole', () => {
    expect(program.commands.map((command) => command.name())).toEqual(commandNames());
    expect(commandNames().length).toBe(
      readPage('cli/run-command.ts').match(/await import\('\.\/commands\//g)?.length,
    );
  });

  it('tells right from wrong', () => {
    expect(refusalOf(program, ['leads', 'show', '7', '--json'])).toBeNull();
    expect(refusalOf(program, ['leads', 'shew', '7'])).toContain('unknown command');
    expect(refusalOf(program, ['leads', 'show'])).toContain('missing required argument');
    expect(refusalOf(program, ['leads', 'list', '--jason'])).toContain('unknown option');
    expect(refusalOf(program, ['export', 'leads', '--out', 'a', '--format', 'pdf'])).not.toBeNull();
  });
});

describe('what is to be typed', () => {
  it.each(guides)('%s', (page) => {
    const text = readPage(page);
    const typed = [...shellLines(text), ...codeWords(text)].flatMap(commandsIn);
    expect(typed.map(mistakeIn).filter((mistake) => mistake !== null)).toEqual([]);
  });

  it('is found in the documents at all', () => {
    const typed = shellLines(readPage('README.md')).flatMap(commandsIn);
    expect(typed).toContainEqual(['npm', 'start']);
    expect(typed).toContainEqual(['npx', 'mingcha', 'classify']);
    expect(mistakeIn(['npm', 'run', 'chek'])).toContain('chek');
    expect(mistakeIn(['npx', 'mingcha', 'backup'])).toContain('backup');
  });
});

describe.each(['README.md', 'README.zh-CN.md'])('the table of commands in %s', (page) => {
  const usages = tableRows(readPage(page)).flatMap(([cell = '']) => codeWords(cell));

  it('has every command and no other', () => {
    const named = new Set(usages.map((usage) => usage.split(' ')[0]));
    expect([...named].sort()).toEqual([...commandNames()].sort());
  });

  it.each(usages)('%s: subcommand and options exist', (usage) => {
    const words = usage.split(/[\s[\]]+/).filter((word) => word !== '');
    let command: Command | undefined = program;
    while (command !== undefined && command.commands.length > 0) {
      const name = words.shift();
      command = command.commands.find((child) => child.name() === name);
    }
    const known = command?.options.map((option) => option.long) ?? [];
    expect(known).toEqual(
      expect.arrayContaining(words.filter((word) => word.startsWith('--'))) as unknown,
    );
  });
});

describe('relative links', () => {
  it.each(pages)('of %s lead somewhere', (page) => {
    const targets = [...readPage(page).matchAll(/\]\((?!\w+:|#)([^)#\s]+)[^)]*\)/g)];
    const missing = targets
      .map((match) => join(dirname(page), match[1] ?? ''))
      .filter((target) => !existsSync(join(projectRoot(), target)));
    expect(missing).toEqual([]);
  });
});

describe('paths in backticks', () => {
  const checked = guides.concat(pages.filter((page) => /^[a-z]+\/README\.md$/.test(page)));

  it.each(checked)('of %s exist', (page) => {
    const missing = codeWords(readPage(page))
      .filter(isPath)
      .filter((path) => !isThere(path, page));
    expect(missing).toEqual([]);
  });

  it('of ARCHITECTURE.md are recognised', () => {
    const found = codeWords(readPage('ARCHITECTURE.md')).filter(isPath);
    expect(found).toContain('workers/run-source.ts');
    expect(isThere('workers/run-everything.ts', 'ARCHITECTURE.md')).toBe(false);
  });
});

describe('functions that ARCHITECTURE.md names', () => {
  const named = codeWords(readPage('ARCHITECTURE.md')).filter((word) =>
    /^[a-z]+[A-Z]\w*$/.test(word),
  );

  it('are some', () => {
    expect(named).toContain('claimUrls');
  });

  it.each(named)('%s is exported', (name) => {
    const folders = tableRows(readPage('ARCHITECTURE.md')).flatMap(([cell = '']) =>
      codeWords(cell),
    );
    const isExport = new RegExp(`^export (?:async )?(?:function|const) ${name}\\b`, 'm');
    const exporters = folders
      .filter(isFolder)
      .flatMap(codeIn)
      .filter((file) => isExport.test(readPage(file)));
    expect(exporters).not.toEqual([]);
  });
});

describe('settings', () => {
  it.each(guides)('named in %s are read', (page) => {
    const unknown = codeWords(readPage(page))
      .flatMap((word) => /^([A-Z]+_[A-Z_]+)(?:=.*)?$/.exec(word)?.[1] ?? [])
      .filter((name) => !CONFIG_KEYS.includes(name) && !isOfCompose(name));
    expect(unknown).toEqual([]);
  });

  it('are all explained in docs/operating.md', () => {
    const explained = tableRows(readPage('docs/operating.md'))
      .flatMap(([cell = '']) => codeWords(cell))
      .filter((word) => /^[A-Z_]+$/.test(word));
    expect(explained).toEqual(CONFIG_KEYS);
  });
});

describe('length', () => {
  it.each(pages)('of %s is bounded', (page) => {
    const most = /^[a-z]+\/README\.md$/.test(page) ? 30 : 500;
    expect(readPage(page).trimEnd().split('\n').length).toBeLessThanOrEqual(most);
  });
});

/** The `npm` and `npx mingcha` commands of a line, as words; settings before and redirections behind are left out. */
function commandsIn(line: string): string[][] {
  const words = line.match(/'[^']*'|"[^"]*"|\S+/g) ?? [];
  const parts: string[][] = [[]];
  for (const word of words) {
    if (/^(\||&&|;)$/.test(word)) parts.push([]);
    else parts.at(-1)?.push(word.replace(/^(['"])(.*)\1$/, '$2'));
  }
  return parts
    .map((part) => part.slice(part.findIndex((word) => !/^[A-Z_]+=/.test(word))))
    .map((part) => {
      const end = part.findIndex((word) => /^(\d?>|<)/.test(word));
      return end === -1 ? part : part.slice(0, end);
    })
    .filter(([first, second]) => first === 'npm' || (first === 'npx' && second === 'mingcha'));
}

function mistakeIn(words: readonly string[]): string | null {
  const [first, second = '', third = ''] = words;
  const typed = words.join(' ');
  if (first === 'npm') {
    const script = second === 'run' ? third : second;
    const isKnown = script in scripts || (second !== 'run' && NPM_OWN.includes(second));
    return isKnown ? null : `${typed}: there is no script ${script}`;
  }
  // `COMMAND` stands for any of them.
  if (second === 'mingcha' && (words.length === 2 || /^[A-Z]+$|^命令$/.test(third))) return null;
  // In prose the arguments may be left out: `npx mingcha sources check` names a command.
  const refusal = refusalOf(program, words.slice(2));
  if (refusal === null || /^error: (missing required|required option)/.test(refusal)) return null;
  return `${typed}: ${refusal}`;
}

function isPath(word: string): boolean {
  if (!/^[\w.-]+(\/[\w.-]+)*\/?$/.test(word)) return false;
  // A kind of file, such as `.d.ts`.
  if (/^(\.\w+)+$/.test(word) && !word.startsWith('.env')) return false;
  // What is made by running the program, and addresses, are no files of the project.
  if (/^(blobs|DATA_DIR)\b/.test(word) || made.some((folder) => `${word}/`.startsWith(folder))) {
    return false;
  }
  return /\//.test(word) || /\.(ts|tsx|mjs|md|yml|json|example|sql)$/.test(word);
}

/** From the project or the folder of the page; a folder's page may name a file below it without its folders. */
function isThere(path: string, page: string): boolean {
  // Made up by the page itself: the reader's own file.
  if (/NNNN|my-list/.test(path)) return true;
  const folder = dirname(page);
  if ([path, join(folder, path)].some((one) => existsSync(join(projectRoot(), one)))) return true;
  if (folder === '.' || folder === 'docs' || path.includes('/')) return false;
  return readdirSync(join(projectRoot(), folder), { recursive: true, encoding: 'utf8' }).some(
    (name) => basename(name) === path,
  );
}

function isFolder(name: string): boolean {
  return /^[a-z]+$/.test(name) && existsSync(join(projectRoot(), name));
}

function codeIn(folder: string): string[] {
  return readdirSync(join(projectRoot(), folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name));
}

function isOfCompose(name: string): boolean {
  return readPage('docker-compose.yml').includes(`\${${name}:`);
}
