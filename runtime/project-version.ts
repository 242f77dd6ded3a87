import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { projectRoot } from './project-root.js';

/** The version in package.json, e.g. `0.1.0`. */
export function projectVersion(root: string = projectRoot()): string {
  const parsed: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return z.object({ version: z.string() }).parse(parsed).version;
}
