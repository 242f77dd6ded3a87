import { describe, expect, it } from 'vitest';
import { behaviourCodes, riskCodes } from '../../../domain/taxonomy/taxonomy.js';
import { routeDepartments } from '../../../leads/route-departments.js';

describe('routeDepartments', () => {
  it.each([...behaviourCodes, ...riskCodes].map(({ id }) => id))('knows who leads on %s', (id) => {
    // With a code that is somebody else's beside it, so that an unknown code would show.
    expect(routeDepartments(id, [id])).not.toEqual(['education']);
  });

  it('names who leads on the primary code, who helps, and who leads on the others', () => {
    expect(routeDepartments('COV-02', ['COV-02', 'ADV-03', 'ONL-06'])).toEqual([
      ...['education', 'commerce', 'market', 'cyberspace'],
    ]);
    expect(routeDepartments('ADV-03', ['ADV-03', 'COV-02'])).toEqual(['market', 'education']);
  });

  it('gives what has no route to education', () => {
    expect(routeDepartments('X-01', ['X-01'])).toEqual(['education']);
  });
});
