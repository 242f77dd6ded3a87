import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeDifference } from '../../../runtime/setup/install-packages.mjs';
import { temporaryFolder } from '../../support/temporary-folder.js';

const WANTED = {
  '': { version: '0.1.0' },
  'node_modules/zod': { version: '4.0.0' },
  'node_modules/@esbuild/darwin-arm64': { version: '1.0.0', optional: true },
};

describe('describeDifference', () => {
  it.each([
    ['all there', { 'node_modules/zod': { version: '4.0.0' } }, null],
    [
      'more there',
      { 'node_modules/zod': { version: '4.0.0' }, 'node_modules/x': { version: '1.0.0' } },
      null,
    ],
    ['an old one', { 'node_modules/zod': { version: '3.0.0' } }, /^zod missing or of another/],
    ['one missing', {}, /^zod missing or of another/],
    [
      'an old optional one',
      {
        'node_modules/zod': { version: '4.0.0' },
        'node_modules/@esbuild/darwin-arm64': { version: '0.9.0' },
      },
      /^@esbuild\/darwin-arm64 missing/,
    ],
    ['nothing', null, /none yet/],
  ])('with %s', (_what, present, expected) => {
    const project = temporaryFolder();
    writeFileSync(join(project, 'package-lock.json'), JSON.stringify({ packages: WANTED }));
    if (present !== null) {
      mkdirSync(join(project, 'node_modules'));
      const file = join(project, 'node_modules', '.package-lock.json');
      writeFileSync(file, JSON.stringify({ packages: present }));
    }
    const difference = describeDifference(project);
    if (expected === null) expect(difference).toBeNull();
    else expect(difference).toMatch(expected);
  });
});
