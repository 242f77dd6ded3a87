/** What set-up does on a machine that lacks something; the package manager is a script that notes its calls. */
import { execFile } from 'node:child_process';
import { chmodSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../runtime/project-root.js';
import { temporaryFolder } from '../support/temporary-folder.js';

describe.runIf(process.platform === 'linux')('the installation of system packages', () => {
  it('says what is missing and why, then installs it without starting services', async () => {
    const machine = makeMachine(['chromium', 'tesseract', 'fc-list']);
    aptThatMakes(machine, 'redis-server');
    const { status, said } = await install(machine);
    expect(status).toBe(0);
    expect(said.indexOf('Redis, the timetable')).toBeLessThan(said.indexOf('Running: '));
    expect(said).not.toContain('Chromium');
    expect(readFileSync(join(machine, 'calls'), 'utf8')).toBe(
      [
        'RUNLEVEL=1 update -q\n',
        'RUNLEVEL=1 install -y --no-install-recommends -q redis-server\n',
      ].join(''),
    );
  });

  it('goes on without Chromium, tesseract and fonts, saying how to get them', async () => {
    const machine = makeMachine(['redis-server']);
    const { status, said } = await install(machine);
    expect(status).toBe(0);
    expect(said).toContain(
      'Install them with: sudo apk add chromium tesseract-ocr tesseract-ocr-data-chi_sim font-noto-cjk',
    );
    expect(said).toContain('Going on without');
  });

  it('stops without Redis, saying how to get it', async () => {
    const machine = makeMachine(['chromium', 'tesseract', 'fc-list']);
    const { status, said } = await install(machine);
    expect(status).toBe(1);
    expect(said).toContain('Install them with: sudo apk add redis');
    expect(said).toContain('REDIS_URL');
  });

  it('does nothing when all is there', async () => {
    const machine = makeMachine(['valkey-server', 'google-chrome', 'tesseract', 'fc-list']);
    expect(await install(machine)).toEqual({ status: 0, said: '' });
  });

  it('takes a tesseract that cannot read Chinese for none', async () => {
    const machine = makeMachine(['redis-server', 'chromium', 'fc-list']);
    command(machine, 'tesseract', 'echo eng');
    const { status, said } = await install(machine);
    expect(status).toBe(0);
    expect(said).toContain('tesseract with its Chinese model');
    expect(said).toContain('sudo apk add tesseract-ocr tesseract-ocr-data-chi_sim');
  });

  it('wants no Redis here when one is named', async () => {
    const machine = makeMachine(['chromium', 'tesseract', 'fc-list']);
    const named = { REDIS_URL: 'redis://127.0.0.1:6379' };
    expect(await install(machine, named)).toEqual({ status: 0, said: '' });
  });
});

/** A folder of commands that is all there is on PATH: no apt, but an apk that is only named. */
function makeMachine(commands: readonly string[]): string {
  const folder = temporaryFolder();
  for (const name of [...commands, 'apk'])
    command(folder, name, 'echo Noto Sans CJK; echo chi_sim');
  command(folder, 'sudo', 'shift; exec "$@"');
  symlinkSync('/usr/bin/env', join(folder, 'env'));
  return folder;
}

function aptThatMakes(folder: string, name: string): void {
  command(
    folder,
    'apt-get',
    `echo "RUNLEVEL=$RUNLEVEL $*" >> ${folder}/calls
     if [ "$1" = install ]; then echo '#!/bin/sh' > ${folder}/${name}; /bin/chmod +x ${folder}/${name}; fi`,
  );
}

function command(folder: string, name: string, body: string): void {
  writeFileSync(join(folder, name), `#!/bin/sh\n${body}\n`);
  chmodSync(join(folder, name), 0o755);
}

function install(
  machine: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<{ status: number; said: string }> {
  const script = join(projectRoot(), 'runtime', 'setup', 'install-system.mjs');
  const run = `import(${JSON.stringify(script)}).then((m) => m.installSystem()).catch((e) => {
    console.error(e.message); process.exit(1); })`;
  const env = { PATH: machine, REDIS_URL: '', CHROMIUM_PATH: '', TESSERACT_PATH: '', ...settings };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, ['-e', run], { env }, (_error, _stdout, said) =>
      resolve({ status: child.exitCode ?? -1, said }),
    );
  });
}
