/** A time limit that leaves nothing behind when it was kept. */

export interface Deadline {
  /** Aborts when the time is up or the outer signal does. */
  readonly signal: AbortSignal;
  isOver(): boolean;
  /** Must be called when the work is done. */
  clear(): void;
}

/**
 * `AbortSignal.any` with `AbortSignal.timeout` would do the same for four times the CPU, and keep
 * each signal and what hangs on it until its time is up.
 */
export function startDeadline(ms: number, outer?: AbortSignal): Deadline {
  const controller = new AbortController();
  let isOver = false;
  const timer = setTimeout(() => {
    isOver = true;
    controller.abort();
  }, ms);
  const onOuter = (): void => controller.abort(outer?.reason);
  outer?.addEventListener('abort', onOuter, { once: true });
  if (outer?.aborted === true) onOuter();
  return {
    signal: controller.signal,
    isOver: () => isOver,
    clear() {
      clearTimeout(timer);
      outer?.removeEventListener('abort', onOuter);
    },
  };
}
