import { expect, it } from 'vitest';
import { parseGrant } from '../../../cli/parse-grant.js';

it.each([
  ['reviewer', { role: 'reviewer', unitId: null, department: null }],
  ['reviewer@east-1', { role: 'reviewer', unitId: 'east-1', department: null }],
  ['inspector/market', { role: 'inspector', unitId: null, department: 'market' }],
  ['approver@east/politics-law', { role: 'approver', unitId: 'east', department: 'politics-law' }],
])('%s is read', (text, grant) => {
  expect(parseGrant(text)).toEqual(grant);
});

it.each(['', 'king', 'reviewer@', 'reviewer@East', 'reviewer/nothing', '@east', 'reviewer@a/b/c'])(
  '%j is refused',
  (text) => {
    expect(() => parseGrant(text)).toThrow();
  },
);
