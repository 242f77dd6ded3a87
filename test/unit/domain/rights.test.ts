import { describe, expect, it } from 'vitest';
import {
  may,
  RIGHTS_OF,
  RightSchema,
  rightsOf,
  RoleSchema,
  rolesOf,
  scopesFor,
  type Grant,
} from '../../../domain/rights.js';

const EAST: Grant = { role: 'reviewer', unitIds: ['east', 'east-1'], department: null };
const WEST: Grant = { role: 'inspector', unitIds: ['west'], department: 'market' };
const BOTH = { grants: [EAST, WEST] };

describe('roles', () => {
  it('give the rights that this table says', () => {
    const table = RightSchema.options.map((right) => [
      right,
      RoleSchema.options.filter((role) => RIGHTS_OF[role].includes(right)).join(' '),
    ]);
    expect(Object.fromEntries(table)).toEqual({
      'read-leads': 'reviewer approver supervisor inspector',
      decide: 'reviewer approver',
      bulk: 'reviewer approver',
      merge: 'reviewer approver',
      approve: 'approver supervisor',
      'reveal-contacts': 'reviewer approver',
      silence: 'reviewer approver',
      'read-figures': 'reviewer approver supervisor inspector statistician',
      'read-sources': 'operator reviewer approver supervisor',
      'change-sources': 'operator',
      'manage-people': 'admin',
      'read-audit': 'auditor',
      export: 'reviewer approver supervisor',
      'share-views': 'reviewer approver supervisor',
    });
  });
});

describe('somebody with two roles', () => {
  it('has the rights of both, each once', () => {
    expect(rolesOf(BOTH)).toEqual(['reviewer', 'inspector']);
    expect(rightsOf(BOTH)).toEqual(
      RightSchema.options.filter((right) => RIGHTS_OF.reviewer.includes(right)),
    );
    expect(may(BOTH, 'approve')).toBe(false);
  });

  it('decides only where the role that may decide reaches', () => {
    expect(scopesFor(BOTH, 'decide')).toEqual([{ unitIds: EAST.unitIds, department: null }]);
    expect(scopesFor(BOTH, 'read-leads')).toEqual([
      { unitIds: EAST.unitIds, department: null },
      { unitIds: ['west'], department: 'market' },
    ]);
  });
});

it('nobody without a grant may do anything', () => {
  expect(rightsOf({ grants: [] })).toEqual([]);
  expect(scopesFor({ grants: [] }, 'read-leads')).toEqual([]);
});
