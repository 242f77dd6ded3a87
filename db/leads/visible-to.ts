import type postgres from 'postgres';
import { scopesFor, type Right, type Scope, type Viewer } from '../../domain/rights.js';
import type { Database, Transaction } from '../connect.js';

/**
 * The condition on `leads l` that keeps those on which the viewer has the right; it stands in every
 * query that reads or changes leads for a person. What is not asked of a lead is left out of the
 * text, so that the planner sees which index serves it.
 */
export function visibleTo(
  database: Database | Transaction,
  viewer: Pick<Viewer, 'grants'>,
  right: Right = 'read-leads',
): postgres.Fragment {
  const scopes = scopesFor(viewer, right);
  if (scopes.some(({ unitIds, department }) => unitIds === null && department === null)) {
    return database`true`;
  }
  const [first, ...others] = scopes;
  if (first === undefined) return database`false`;
  const reached = others.reduce(
    (before, scope) => database`${before} or ${within(database, scope)}`,
    within(database, first),
  );
  return database`(${reached})`;
}

function within(
  database: Database | Transaction,
  { unitIds, department }: Scope,
): postgres.Fragment {
  const inUnits = database`l.unit_id = any(${[...(unitIds ?? [])]}::text[])`;
  const inDepartment = database`l.departments @> array[${department}]::text[]`;
  if (unitIds === null) return inDepartment;
  return department === null ? inUnits : database`(${inUnits} and ${inDepartment})`;
}
