/** System packages: says what is missing and why, and installs it where that can be done unasked. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { findChromium } from '../find-chromium.js';
import { hasChineseFonts } from '../find-fonts.js';
import { findOnPath } from '../find-on-path.js';
import { findTesseract } from '../find-tesseract.js';
import { readSettings } from './read-settings.mjs';

/** What each part is called; of several names the first that can be installed is taken. */
const PARTS = {
  redis: {
    why: 'Redis, the timetable of the jobs',
    names: {
      apt: ['redis-server', 'valkey-server'],
      brew: ['redis'],
      dnf: ['valkey', 'redis'],
      apk: ['redis', 'valkey'],
      pacman: ['valkey'],
    },
  },
  chromium: {
    why: 'Chromium, for sites that are empty without script',
    names: {
      apt: ['chromium', 'chromium-browser'],
      brew: ['--cask chromium'],
      dnf: ['chromium'],
      apk: ['chromium'],
      pacman: ['chromium'],
    },
  },
  tesseract: {
    why: 'tesseract with its Chinese model, for the text in pictures',
    names: {
      apt: ['tesseract-ocr tesseract-ocr-chi-sim'],
      brew: ['tesseract tesseract-lang'],
      dnf: ['tesseract tesseract-langpack-chi_sim'],
      apk: ['tesseract-ocr tesseract-ocr-data-chi_sim'],
      pacman: ['tesseract tesseract-data-chi_sim'],
    },
  },
  fonts: {
    why: 'a Chinese font, for screenshots',
    names: {
      apt: ['fonts-noto-cjk'],
      brew: [],
      dnf: ['google-noto-sans-cjk-fonts'],
      apk: ['font-noto-cjk'],
      pacman: ['noto-fonts-cjk'],
    },
  },
};

const COMMANDS = {
  apt: 'apt-get install -y --no-install-recommends',
  brew: 'brew install',
  dnf: 'dnf install -y',
  apk: 'apk add',
  pacman: 'pacman -S --noconfirm',
};

/**
 * Installs what is missing with apt or Homebrew; elsewhere prints the command.
 * @throws when Redis, without which nothing runs, is not there in the end
 */
export async function installSystem() {
  const settings = readSettings();
  const missing = await findMissing(settings);
  if (missing.length === 0) return;
  console.error(
    ['Missing on this machine:', ...missing.map((part) => `  ${PARTS[part].why}`)].join('\n'),
  );
  const manager = findManager(settings.path);
  const prefix = manager === 'apt' ? rootPrefix(settings.path) : [];
  if (manager === 'apt' && prefix !== null) {
    installWithApt(missing, prefix);
  } else if (manager === 'brew') {
    for (const part of missing) tryNames(part, 'brew', ['brew', 'install'], {});
  }
  const left = await findMissing(settings);
  if (left.length === 0) return;
  console.error(describeLeft(left, manager));
  if (left.includes('redis')) {
    throw new Error('without Redis nothing can run: install it, or set REDIS_URL to one of yours');
  }
}

async function findMissing({ hasRedis, chromiumPath, tesseractPath, path }) {
  const isThere = {
    redis:
      hasRedis || ['redis-server', 'valkey-server'].some((name) => findOnPath(name, path) !== null),
    chromium: findChromium({ configured: chromiumPath, path }) !== null,
    tesseract: findTesseract({ configured: tesseractPath, path }) !== null,
    fonts: (await hasChineseFonts(path)) === true,
  };
  return Object.keys(PARTS).filter((part) => !isThere[part]);
}

function findManager(path) {
  const commands = { apt: 'apt-get', brew: 'brew', dnf: 'dnf', apk: 'apk', pacman: 'pacman' };
  const order = process.platform === 'darwin' ? ['brew'] : ['apt', 'dnf', 'apk', 'pacman'];
  return order.find((manager) => findOnPath(commands[manager], path) !== null) ?? null;
}

/** What to put before a command to run it as root; null when that needs a password. */
function rootPrefix(path) {
  if (process.getuid() === 0) return [];
  if (findOnPath('sudo', path) === null) return null;
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0
    ? ['sudo', '-n']
    : null;
}

function installWithApt(missing, prefix) {
  // RUNLEVEL=1 keeps apt from starting the system's own Redis: ours is private to the data folder.
  const env = ['env', 'DEBIAN_FRONTEND=noninteractive', 'RUNLEVEL=1'];
  run([...prefix, ...env, 'apt-get', 'update', '-q']);
  for (const part of missing) {
    tryNames(part, 'apt', [...prefix, ...env, ...COMMANDS.apt.split(' '), '-q']);
  }
}

function tryNames(part, manager, command) {
  return PARTS[part].names[manager].some((name) => run([...command, ...name.split(' ')]));
}

function run([command, ...args]) {
  console.error(`Running: ${[command, ...args].join(' ')}`);
  return spawnSync(command, args, { stdio: ['ignore', 2, 2] }).status === 0;
}

function describeLeft(left, manager) {
  const names =
    manager === null ? [] : left.flatMap((part) => PARTS[part].names[manager].slice(0, 1));
  const asRoot = manager === 'brew' ? '' : 'sudo ';
  const how =
    names.length === 0
      ? 'Install them with your package manager.'
      : `Install them with: ${asRoot}${COMMANDS[manager]} ${names.join(' ')}`;
  const snap =
    isUbuntu() && left.includes('chromium')
      ? '\nUbuntu has Chromium as a snap only; Google Chrome, or CHROMIUM_PATH with another build, does as well.'
      : '';
  const without = left.includes('redis')
    ? ''
    : '\nGoing on without: pages and pictures that need them are not read.';
  return `Still missing: ${left.map((part) => PARTS[part].why).join('; ')}.\n${how}${snap}${without}`;
}

function isUbuntu() {
  try {
    return /^ID=ubuntu$/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}
