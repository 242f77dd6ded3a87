import { FetchFailed } from '../../domain/errors.js';

/** Even a frozen page must answer within this, or it is given up. */
const ANSWER_MS = 5_000;

/**
 * What a page answers. A script in an endless loop answers nothing; Playwright would wait for ever.
 * @throws FetchFailed when there is no answer in time
 */
export async function answered<Value>(promise: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new FetchFailed('the page hangs in its own script')),
      ANSWER_MS,
    );
  });
  try {
    return await Promise.race([promise, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
