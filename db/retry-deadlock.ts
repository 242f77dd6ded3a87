/** What PostgreSQL asks to be done again: serialization failure and deadlock. */
const AGAIN = new Set(['40001', '40P01']);
const MAX_TRIES = 5;

/**
 * Repeats a statement or transaction that PostgreSQL ended to free another one. It must be whole: what
 * it wrote before is gone.
 */
export async function retryDeadlock<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (tries >= MAX_TRIES || !AGAIN.has(code)) throw error;
    }
  }
}
