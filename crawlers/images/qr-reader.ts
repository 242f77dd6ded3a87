/** QR codes of pictures, decoded in a thread that is ended when it takes too long. */
import { Worker } from 'node:worker_threads';

export interface QrReader {
  /**
   * What the codes in a PNG, JPEG or GIF say; none when there are none or the picture cannot be decoded.
   * @throws {QrTooSlow}
   */
  read(bytes: Uint8Array): Promise<readonly string[]>;
  close(): Promise<void>;
}

export class QrTooSlow extends Error {}

interface Answer {
  readonly id: number;
  readonly codes: readonly string[];
}

/** Its memory only grows with the largest picture; a new thread begins small again. */
const MAX_READS = 500;

export function createQrReader(timeoutMs: number): QrReader {
  let thread: Worker | undefined;
  let reads = 0;
  let lastId = 0;

  async function restart(): Promise<void> {
    const old = thread;
    thread = undefined;
    reads = 0;
    await old?.terminate();
  }

  function start(): Worker {
    const started = new Worker(new URL('./qr-thread.mjs', import.meta.url), { env: {} });
    // Idle, it must not keep a process alive that has nothing else to do.
    started.unref();
    return started;
  }

  return {
    async read(bytes) {
      if (reads >= MAX_READS) await restart();
      reads += 1;
      lastId += 1;
      const id = lastId;
      const current = (thread ??= start());
      current.ref();
      try {
        return await answerOf(current, id, bytes);
      } catch (error) {
        await restart();
        throw error;
      } finally {
        current.unref();
      }
    },
    close: restart,
  };

  function answerOf(current: Worker, id: number, bytes: Uint8Array): Promise<readonly string[]> {
    return new Promise((resolve, reject) => {
      const settle = (work: () => void): void => {
        clearTimeout(timer);
        current.off('message', listen).off('error', fail);
        work();
      };
      const listen = ({ id: answered, codes }: Answer): void => {
        if (answered === id) settle(() => resolve(codes));
      };
      const fail = (error: Error): void => settle(() => reject(error));
      const timer = setTimeout(
        () => fail(new QrTooSlow(`QR codes not read within ${timeoutMs} ms`)),
        timeoutMs,
      );
      current.on('message', listen).on('error', fail);
      current.postMessage({ id, bytes });
    });
  }
}
