/** Looks for tesseract, which reads the text in pictures, and for its model of simplified Chinese. */
import { spawnSync } from 'node:child_process';
import { findOnPath, isExecutable } from './find-on-path.js';

const ANSWER_MS = 5_000;

export function findTesseract({ configured, path }) {
  const program = configured ?? findOnPath('tesseract', path);
  if (program === null || !isExecutable(program)) return null;
  const languages = ask(program, '--list-langs');
  if (!/^chi_sim\r?$/m.test(languages)) return null;
  const version = /tesseract v?([\w.+-]+)/.exec(ask(program, '--version'))?.[1] ?? 'unknown';
  return { path: program, version: `tesseract ${version} chi_sim` };
}

/** Without any environment, as it is run later. Older versions answer on stderr. */
function ask(program, question) {
  const { stdout, stderr } = spawnSync(program, [question], {
    encoding: 'utf8',
    env: {},
    timeout: ANSWER_MS,
    killSignal: 'SIGKILL',
  });
  return `${stdout ?? ''}\n${stderr ?? ''}`;
}
