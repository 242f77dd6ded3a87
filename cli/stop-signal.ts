/** Ctrl-C and SIGTERM as an AbortSignal: the first asks for a clean end, the second ends at once. */
import { say } from './print.js';

const IMPATIENT_EXIT_CODE = 130;
/** npm passes a Ctrl-C on that the terminal has sent to us already: the same one, not a second. */
const SAME_PRESS_MS = 1_000;

export function stopSignal(): AbortSignal {
  const abort = new AbortController();
  let pressedAt = Number.NEGATIVE_INFINITY;
  const onSignal = (): void => {
    if (performance.now() - pressedAt < SAME_PRESS_MS) return;
    if (abort.signal.aborted) process.exit(IMPATIENT_EXIT_CODE);
    pressedAt = performance.now();
    say('正在停止……（再按一次 Ctrl-C 立即退出）');
    abort.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return abort.signal;
}

/** Settles when the signal aborts. */
export function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
