/** The contenders as plain JavaScript, file by file as `npm run build` makes them: no loader runs beside them. */
import { cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { projectRoot } from '../../runtime/project-root.js';

const FOLDERS = ['bench/crawl', 'crawlers', 'db', 'domain', 'runtime'];

/** @returns the folder with the compiled files; each run replaces it */
export async function compileContenders(): Promise<string> {
  const root = projectRoot();
  const outdir = join(root, 'dist/bench-crawl');
  rmSync(outdir, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: FOLDERS.map((folder) => `${folder}/**/*.ts`),
    outdir,
    outbase: root,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  });
  // The threads, which are plain JavaScript already.
  for (const folder of FOLDERS) {
    const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
    for (const file of files.filter((name) => name.endsWith('.mjs')))
      cpSync(join(root, folder, file), join(outdir, folder, file));
  }
  return outdir;
}
