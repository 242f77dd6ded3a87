import type postgres from 'postgres';
import { scopesFor, type Right, type Viewer } from '../../domain/rights.js';
import type { Database } from '../connect.js';

/** The condition on `leads l` that keeps what the viewer may see, or has another right on; to stand in every query. */
export function visibleTo(
  database: Database,
  viewer: Pick<Viewer, 'grants'>,
  right: Right = 'read-leads',
): postgres.Fragment {
  return scopesFor(viewer, right).length === 0 ? database`false` : database`true`;
}
