/** Blobs on their way to the thread that writes them; those that come while it is at work go together. */
import { Worker } from 'node:worker_threads';
import { Unavailable } from '../../domain/errors.js';

interface Waiting {
  readonly folder: string;
  readonly bytes: Uint8Array;
  readonly resolve: (sha256: string) => void;
  readonly reject: (error: Error) => void;
}

interface Answer {
  readonly results: readonly {
    readonly sha256: string;
    readonly error?: { readonly code?: string; readonly message: string };
  }[];
}

const MOST_TOGETHER = 64;
const MOST_BYTES_TOGETHER = 4 * 1024 * 1024;

const waiting: Waiting[] = [];
let thread: Worker | undefined;
let isWorking = false;

/**
 * Packs bytes and writes them below a folder, named by their SHA-256, so that they outlive a crash.
 * @returns their SHA-256 (lower-case hex)
 * @throws what the file system says, with its code
 */
export function writeBlob(folder: string, bytes: Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    waiting.push({ folder, bytes, resolve, reject });
    if (!isWorking) void workOff();
  });
}

async function workOff(): Promise<void> {
  isWorking = true;
  // One turn of the event loop: what is put together is written together.
  await Promise.resolve();
  thread ??= start();
  thread.ref();
  while (waiting.length > 0) {
    const batch = takeBatch();
    try {
      settle(batch, await ask((thread ??= start()), batch));
    } catch (cause) {
      // The thread has ended; the next blob gets a new one.
      thread = undefined;
      const error = new Unavailable('the thread that writes blobs has ended', { cause });
      for (const { reject } of batch) reject(error);
    }
  }
  isWorking = false;
  // Idle, it must not keep a process alive that has nothing else to do.
  thread?.unref();
}

function start(): Worker {
  return new Worker(new URL('./blob-thread.mjs', import.meta.url), { env: {} });
}

/** The next ones for the folder of the first. */
function takeBatch(): Waiting[] {
  const folder = waiting[0]?.folder;
  let size = 0;
  const end = waiting.findIndex(({ bytes, folder: own }, at) => {
    size += bytes.byteLength;
    return at > 0 && (own !== folder || at >= MOST_TOGETHER || size > MOST_BYTES_TOGETHER);
  });
  return waiting.splice(0, end === -1 ? waiting.length : end);
}

function ask(to: Worker, batch: readonly Waiting[]): Promise<Answer> {
  // A buffer of its own: views may lie in one that is shared, and this one is handed over.
  const bytes = new Uint8Array(batch.reduce((sum, one) => sum + one.bytes.byteLength, 0));
  let at = 0;
  for (const one of batch) {
    bytes.set(one.bytes, at);
    at += one.bytes.byteLength;
  }
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      to.off('message', listen).off('error', fail).off('exit', exit);
    };
    const listen = (answer: Answer): void => {
      stop();
      resolve(answer);
    };
    const fail = (error: Error): void => {
      stop();
      reject(error);
    };
    const exit = (code: number): void => fail(new Error(`exit code ${code}`));
    to.on('message', listen).on('error', fail).on('exit', exit);
    const sizes = batch.map((one) => one.bytes.byteLength);
    to.postMessage({ folder: batch[0]?.folder, bytes, sizes }, [bytes.buffer]);
  });
}

function settle(batch: readonly Waiting[], { results }: Answer): void {
  batch.forEach(({ resolve, reject }, index) => {
    const { sha256 = '', error = undefined } = results[index] ?? {};
    if (error === undefined) resolve(sha256);
    else reject(Object.assign(new Error(error.message), { code: error.code }));
  });
}
