/** A time found at its place in a field, before it is quoted. */
import type { FoldedText } from '../normalise/fold-text.js';
import type { TeachingPeriod } from './resolve-dates.js';

/** Offsets into the loose view. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** Of tight characters [start, end). */
export function placeOf({ field, start, end }: Place & { readonly field: FoldedText }): Place {
  return { start: field.tightAt[start] ?? 0, end: (field.tightAt[end - 1] ?? 0) + 1 };
}

/** `isDayOff`: nobody need go to school then; true for 假期 too, of which the period is not known. */
export interface PlacedTime extends Place {
  readonly period: TeachingPeriod;
  readonly isDayOff: boolean;
  /** First and last day, when they are known. */
  readonly from: string | null;
  readonly to: string | null;
}

/** A time without a date. Written out: copying objects would cost more than all the reading. */
export function timeAt(
  start: number,
  end: number,
  period: TeachingPeriod,
  isDayOff = period !== 'WORKDAY' && period !== 'UNKNOWN',
): PlacedTime {
  return { start, end, period, isDayOff, from: null, to: null };
}

/** In order; 7月 of 7月10日 says nothing of its own, nor does 暑假 of 寒暑假. */
export function withoutParts(found: readonly PlacedTime[]): PlacedTime[] {
  const kept: PlacedTime[] = [];
  const sorted = found.toSorted((one, other) => one.start - other.start || other.end - one.end);
  for (const time of sorted) {
    const isPart = kept.some(
      ({ start, end, period }) =>
        start <= time.start &&
        time.end <= end &&
        (period === time.period || time.period === 'UNKNOWN'),
    );
    if (!isPart) kept.push(time);
  }
  return kept;
}
