/**
 * Builds the command, the workers and the server (file by file) and the web pages into
 * `dist/<hash of the inputs>`, and lets `dist/current` point there in one step. A process that runs
 * an earlier build keeps its files: the last few builds stay.
 */
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  CURRENT,
  DIST,
  STAMP,
  codeFiles,
  hashInputs,
  isFresh,
  readStamp,
  statInputs,
} from './build-inputs.mjs';
import { PROJECT } from './project-folder.mjs';
import { withSetupLock } from './with-setup-lock.mjs';

const KEPT_BUILDS = 4;

/** Builds what has changed; the caller holds the set-up lock. */
export async function build() {
  if (isFresh()) return;
  // Taken first: a file that is changed while we build makes the next check fail, not pass.
  const files = statInputs();
  const hashes = hashInputs();
  const id = `${hashes.code.slice(0, 12)}-${hashes.web.slice(0, 12)}`;
  const target = join(DIST, id);
  const last = readStamp();
  if (!existsSync(join(target, STAMP))) {
    console.error('Building into dist …');
    const draft = join(DIST, `draft-${process.pid}`);
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft, { recursive: true });
    await buildCode(draft);
    if (last?.hashes.web === hashes.web) {
      cpSync(join(CURRENT, 'web'), join(draft, 'web'), { recursive: true });
    } else {
      await buildWeb(join(draft, 'web'));
    }
    writeStamp(draft, { hashes, files });
    rmSync(target, { recursive: true, force: true });
    renameSync(draft, target);
  } else {
    writeStamp(target, { hashes, files });
  }
  pointTo(id);
  removeOldBuilds(id);
}

async function buildCode(folder) {
  const { build: transpile } = await import('esbuild');
  const all = codeFiles();
  const isCode = (file) => file.endsWith('.ts') && !file.endsWith('.d.ts');
  await transpile({
    absWorkingDir: PROJECT,
    entryPoints: all.filter(isCode),
    outdir: folder,
    outbase: PROJECT,
    bundle: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    sourcemap: true,
    sourcesContent: false,
    logLevel: 'warning',
  });
  for (const file of all.filter((name) => !/\.(ts|mts|md)$/.test(name))) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(PROJECT, file), join(folder, file));
  }
  await cacheRules(folder);
}

/** The rules as JSON, so that a command need not parse YAML; rules that do not hold are told by the command itself. */
async function cacheRules(folder) {
  const load = (file) => import(pathToFileURL(join(folder, file)).href);
  const { readProjectFiles } = await load('runtime/read-project-files.js');
  const { writeRuleCache } = await load('classifiers/rules/rule-cache.js');
  const { InvalidInput } = await load('domain/errors.js');
  try {
    const cache = writeRuleCache(readProjectFiles('classifiers', '.yml', folder));
    writeFileSync(join(folder, 'classifiers', 'rules.json'), cache);
  } catch (error) {
    if (!(error instanceof InvalidInput)) throw error;
  }
}

async function buildWeb(folder) {
  const { build: bundle } = await import('vite');
  const root = join(PROJECT, 'web');
  await bundle({
    root,
    configFile: join(root, 'vite.config.ts'),
    mode: 'production',
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true },
  });
}

function writeStamp(folder, stamp) {
  const draft = join(folder, `${STAMP}.${process.pid}`);
  writeFileSync(draft, JSON.stringify(stamp));
  renameSync(draft, join(folder, STAMP));
}

function pointTo(id) {
  const link = `${CURRENT}.${process.pid}`;
  rmSync(link, { force: true });
  symlinkSync(id, link);
  renameSync(link, CURRENT);
}

function removeOldBuilds(id) {
  const builds = readdirSync(DIST)
    .filter((name) => /^[0-9a-f]{12}-[0-9a-f]{12}$/.test(name) && name !== id)
    .map((name) => ({ name, madeAt: statSync(join(DIST, name)).mtimeMs }))
    .sort((a, b) => b.madeAt - a.madeAt);
  const drafts = readdirSync(DIST).filter((name) => name.startsWith('draft-'));
  const old = builds.slice(KEPT_BUILDS - 1).map(({ name }) => name);
  for (const name of [...old, ...drafts])
    rmSync(join(DIST, name), { recursive: true, force: true });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await withSetupLock('npm run build', build);
  console.error(`Built: dist/${readlinkSync(CURRENT)}`);
}
