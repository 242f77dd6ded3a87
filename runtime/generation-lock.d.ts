/** What a lock says of the process that holds it. */
export interface LockOwner {
  readonly pid: number;
  /** When the process started, as the system tells it: a pid may be given again. */
  readonly started: string;
  /** What the owner does, for the message to those who wait. */
  readonly about: string;
  /** What the owner made known with `publish`. */
  readonly info: unknown;
}

export interface GenerationLock {
  /** Makes something known to those who find the lock taken. */
  readonly publish: (info: unknown) => void;
  readonly release: () => void;
}

export type Attempt =
  | { readonly taken: true; readonly lock: GenerationLock }
  | { readonly taken: false; readonly owner: LockOwner };

/** Takes the lock `<path>.<n>` if nobody who is alive holds it. */
export function tryLock(path: string, about: string): Attempt;

/** Takes the lock, waiting for its owner to release it or to die; `onWait` is called once, before the wait. */
export function takeLock(
  path: string,
  about: string,
  onWait?: (owner: LockOwner) => void,
): Promise<GenerationLock>;

/** Whether the process runs (a zombie does not) and, when `started` is given, is still the same one. */
export function isAlive(pid: number, started?: string): boolean;
