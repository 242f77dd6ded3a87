/** The dependency table of ARCHITECTURE.md, kept: a folder imports what its row names, and nothing else. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const table = readTable();

describe('the dependency table', () => {
  it('has a row for every folder with code', () => {
    expect([...table.keys()].sort()).toEqual([
      'classifiers',
      'cli',
      'crawlers',
      'db',
      'domain',
      'exports',
      'leads',
      'runtime',
      'server',
      'web',
      'workers',
    ]);
  });

  it.each([...table])('%s imports only what its row names', (folder, allowed) => {
    const wrong = sourcesOf(folder).flatMap((file) =>
      importsOf(file)
        .filter((target) => !isAllowed(target, folder, allowed))
        .map((target) => `${relative(ROOT, file)} must not import ${target}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe('the stages', () => {
  it.each(['domain', 'classifiers', 'leads', 'exports'])(
    '%s does no I/O and reads no clock',
    (folder) => {
      // Computing is fine (hashes); files, sockets, timers, the clock, chance and the environment are not.
      const impure =
        /from '(?:node:(?!crypto|stream|zlib|util)|undici|postgres|bullmq)|\bDate\.now\(|new Date\(\)|Math\.random\(|\bprocess\.|\bsetTimeout\(|\bfetch\(/;
      const offenders = sourcesOf(folder).filter((file) => impure.test(withoutComments(file)));
      expect(offenders.map((file) => relative(ROOT, file))).toEqual([]);
    },
  );
});

describe('the house', () => {
  const everything = [...table.keys()].flatMap(sourcesOf);

  it('has no drawers', () => {
    const drawers = everything.filter((file) =>
      /(^|\/)(utils?|helpers?|common|shared|lib|misc|services|managers)(\/|\.tsx?$)/.test(
        relative(ROOT, file),
      ),
    );
    expect(drawers).toEqual([]);
  });

  it('reads the environment in one place', () => {
    const readers = everything.filter((file) => /process\.env\b/.test(withoutComments(file)));
    expect(readers.map((file) => relative(ROOT, file))).toEqual(['runtime/config.ts']);
  });

  it('has no default exports, but for tools that ask for them', () => {
    const offenders = everything.filter((file) =>
      /^export default /m.test(readFileSync(file, 'utf8')),
    );
    expect(offenders.map((file) => relative(ROOT, file))).toEqual(['web/vite.config.ts']);
  });
});

function readTable(): Map<string, string[]> {
  const page = readFileSync(join(ROOT, 'ARCHITECTURE.md'), 'utf8');
  const rows = page.match(/^\| `[a-z]+` \|[^\n]*$/gm) ?? [];
  return new Map(
    rows.map((row) => {
      const [, folder = '', , mayImport = ''] = row.split('|').map((cell) => cell.trim());
      return [
        folder.replaceAll('`', ''),
        [...mayImport.matchAll(/`([^`]+)`/g)].map((match) => match[1] ?? ''),
      ];
    }),
  );
}

function sourcesOf(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
    .map((name) => join(ROOT, folder, name));
}

/** Project files that a file imports, from the project's root; packages are not among them. */
function importsOf(file: string): string[] {
  const targets = withoutComments(file).matchAll(/(?:from|import|import\()\s*'(\.{1,2}\/[^']+)'/g);
  return [...targets].map((match) =>
    relative(ROOT, normalize(join(dirname(file), match[1] ?? ''))).replace(/\.js$/, '.ts'),
  );
}

function isAllowed(target: string, folder: string, allowed: readonly string[]): boolean {
  if (target.startsWith(`${folder}/`)) return true;
  return allowed.some((name) => target === name || target.startsWith(`${name}/`));
}

function withoutComments(file: string): string {
  return readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
}
