/** The clock, handed to whoever needs the time, so that a test can hold it still. */

export interface Clock {
  now(): Date;
}

export function systemClock(): Clock {
  return { now: () => new Date() };
}

/** A clock that always shows `date`. */
export function fixedClock(date: Date): Clock {
  const shown = date.getTime();
  return { now: () => new Date(shown) };
}
