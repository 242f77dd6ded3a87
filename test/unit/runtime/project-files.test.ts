import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../runtime/project-root.js';
import { readProjectFiles } from '../../../runtime/read-project-files.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

describe('projectRoot', () => {
  it('finds the project from a build in dist, past package.json files of others', () => {
    const root = temporaryFolder();
    const inner = join(root, 'dist', 'abc', 'runtime');
    mkdirSync(inner, { recursive: true });
    writeFileSync(join(root, 'package.json'), '{"name":"mingcha"}');
    writeFileSync(join(root, 'dist', 'package.json'), '{"type":"module"}');
    expect(projectRoot(inner)).toBe(root);
  });

  it('says where it looked when there is none', () => {
    const folder = temporaryFolder();
    expect(() => projectRoot(folder)).toThrow(folder);
  });
});

describe('readProjectFiles', () => {
  it('reads files of one kind, also below, sorted by relative name', () => {
    const root = temporaryFolder();
    mkdirSync(join(root, 'rules', 'price'), { recursive: true });
    for (const name of ['z.yml', 'price/b.yml', 'a.yml', 'a.ts', 'a.yml.bak']) {
      writeFileSync(join(root, 'rules', name), `text of ${name}`);
    }
    expect(readProjectFiles('rules', '.yml', root)).toEqual([
      { name: 'a.yml', text: 'text of a.yml' },
      { name: 'price/b.yml', text: 'text of price/b.yml' },
      { name: 'z.yml', text: 'text of z.yml' },
    ]);
  });
});
