/**
 * TIM-01 lies over the other codes: it is found beside a flagged text only, and only by teaching
 * times that stand in it and fall on days off (requirements §6). No rule and no model guesses it.
 */
import {
  PeriodSchema,
  type Finding,
  type Period,
  type PostingInput,
} from '../../domain/finding.js';
import type { Reading } from '../read-posting.js';
import { uniqueSpans } from '../unique-spans.js';
import { readTeachingTimes, type TeachingTime } from './read-teaching-times.js';

export const OVERLAY_CODE = 'TIM-01';
const OVERLAY_RULE = 'taught-on-days-off';
const OVERLAY_SCORE = 0.7;
const MAX_TIMES = 8;
/** Rooms to let and complaints name times, but nothing is offered to be taught then. */
const NOT_TEACHING = /^(?:INF-03|RSK-)/;

/** @param primary the code that names the flagged text */
export function findTimesOff(
  reading: Reading,
  input: PostingInput,
  primary: string | null,
): TeachingTime[] {
  if (primary !== null && NOT_TEACHING.test(primary)) return [];
  return readTeachingTimes(reading, input).filter(({ isDayOff }) => isDayOff);
}

/** @param times at least one */
export function findingOfTimes(times: readonly TeachingTime[]): Finding {
  const spans = uniqueSpans(times.map(({ span }) => span)).slice(0, MAX_TIMES);
  return { code: OVERLAY_CODE, score: OVERLAY_SCORE, rule: OVERLAY_RULE, spans };
}

export function periodsOf(times: readonly TeachingTime[]): Period[] {
  return PeriodSchema.options.filter((one) => times.some(({ period }) => period === one));
}
