import { describe, expect, it } from 'vitest';
import { createPaceKeeper } from '../../../domain/run-pace.js';

const at = (seconds: number, visited: number, open = 60) => ({ runId: 1, visited, open, seconds });

describe('the pace of a run', () => {
  it('is not told before there is something to tell', () => {
    expect(createPaceKeeper().paceOf(at(1, 3))).toEqual({
      pagesPerMinute: null,
      secondsLeft: null,
    });
  });

  it('is that of the whole run at first', () => {
    expect(createPaceKeeper().paceOf(at(30, 15))).toEqual({ pagesPerMinute: 30, secondsLeft: 120 });
  });

  it('is that of the last minute later, also after a slow start', () => {
    const keeper = createPaceKeeper();
    for (let second = 1; second <= 300; second += 1) keeper.paceOf(at(second, 0));
    for (let second = 301; second <= 400; second += 1) keeper.paceOf(at(second, second - 300));
    expect(keeper.paceOf(at(401, 101))).toEqual({ pagesPerMinute: 60, secondsLeft: 60 });
  });

  it('leaves the time open while nothing moves', () => {
    const keeper = createPaceKeeper();
    for (let second = 1; second <= 200; second += 1) keeper.paceOf(at(second, 10));
    expect(keeper.paceOf(at(201, 10))).toEqual({ pagesPerMinute: 0, secondsLeft: null });
  });

  it('is not confused by a figure told twice, and forgets runs that are over', () => {
    const keeper = createPaceKeeper();
    keeper.paceOf(at(10, 10));
    expect(keeper.paceOf(at(10, 10))).toEqual({ pagesPerMinute: 60, secondsLeft: 60 });
    keeper.keepOnly([]);
    expect(keeper.paceOf(at(20, 10))).toEqual({ pagesPerMinute: 30, secondsLeft: 120 });
  });

  it('keeps two runs apart', () => {
    const keeper = createPaceKeeper();
    keeper.paceOf(at(10, 10));
    keeper.paceOf({ ...at(10, 100), runId: 2 });
    expect(keeper.paceOf(at(20, 20)).pagesPerMinute).toBe(60);
    expect(keeper.paceOf({ ...at(20, 200), runId: 2 }).pagesPerMinute).toBe(600);
  });
});
