/** The build in a small project of its own: what is skipped, what survives a failure and a newer build. */
import { execFile } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../runtime/project-root.js';
import { temporaryFolder } from '../support/temporary-folder.js';

describe('the build', () => {
  it('makes code, data files and web pages, and does nothing when nothing has changed', async () => {
    const project = makeProject();
    expect(await build(project)).toContain('Building');
    expect(await run(project)).toBe('one');
    const current = join(project, 'dist', 'current');
    expect(readFileSync(join(current, 'sources', 'demo.yml'), 'utf8')).toBe('id: demo\n');
    expect(readFileSync(join(current, 'web', 'index.html'), 'utf8')).toContain('/assets/index-');
    expect(existsSync(join(current, 'runtime', 'setup'))).toBe(false);
    expect(await build(project)).not.toContain('Building');
  });

  it('leaves the earlier build to those who run it', async () => {
    const project = makeProject();
    await build(project);
    const earlier = realpathSync(join(project, 'dist', 'current'));
    writeFileSync(join(project, 'cli', 'main.ts'), code('two'));
    expect(await build(project)).toContain('Building');
    expect(await run(project)).toBe('two');
    expect(readFileSync(join(earlier, 'cli', 'main.js'), 'utf8')).toContain('one');
  });

  it('keeps the last good build when a file does not compile', async () => {
    const project = makeProject();
    await build(project);
    writeFileSync(join(project, 'cli', 'main.ts'), 'const broken: = ;');
    await expect(build(project)).rejects.toThrow('main.ts');
    expect(await run(project)).toBe('one');
  });

  it('notices a removed file', async () => {
    const project = makeProject();
    writeFileSync(join(project, 'cli', 'other.ts'), code('other'));
    await build(project);
    rmSync(join(project, 'cli', 'other.ts'));
    await build(project);
    expect(existsSync(join(project, 'dist', 'current', 'cli', 'other.js'))).toBe(false);
  });

  it('is made once when two start it together', async () => {
    const project = makeProject();
    const outputs = await Promise.all([build(project), build(project)]);
    expect(outputs.filter((output) => output.includes('Building into'))).toHaveLength(1);
    expect(await run(project)).toBe('one');
  });
});

function makeProject(): string {
  const project = temporaryFolder();
  const files = {
    'package.json': '{"name":"mingcha","type":"module"}',
    'package-lock.json': '{}',
    'cli/main.ts': code('one'),
    'sources/demo.yml': 'id: demo\n',
    'server/contract/fields.ts': 'export {};',
    'web/index.html': '<script type="module" src="./main.ts"></script>',
    'web/main.ts': 'document.title = "mingcha";',
    'web/vite.config.ts': 'export default {};',
  };
  for (const folder of 'crawlers leads exports db workers test/sites'.split(' ')) {
    mkdirSync(join(project, folder), { recursive: true });
  }
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(project, name)), { recursive: true });
    writeFileSync(join(project, name), text);
  }
  // The build parses the rules with the code that it has just made.
  for (const folder of ['runtime', 'domain', 'classifiers']) {
    const filter = (path: string): boolean => !/\.jsonl?$/.test(path);
    cpSync(join(projectRoot(), folder), join(project, folder), { recursive: true, filter });
  }
  symlinkSync(join(projectRoot(), 'node_modules'), join(project, 'node_modules'));
  return project;
}

function code(text: string): string {
  return `const text: string = '${text}';\nprocess.stdout.write(text);\n`;
}

async function build(project: string): Promise<string> {
  const script = join(project, 'runtime', 'setup', 'build.mjs');
  return (await promisify(execFile)(process.execPath, [script])).stderr;
}

async function run(project: string): Promise<string> {
  const main = join(project, 'dist', 'current', 'cli', 'main.js');
  return (await promisify(execFile)(process.execPath, [main])).stdout;
}
