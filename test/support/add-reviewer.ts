import type { Database } from '../../db/connect.js';
import { addUser, everywhere } from '../../db/people/users.js';
import { WHOLE_BUREAU, type Viewer } from '../../domain/rights.js';

/** A reviewer of the whole bureau, who asks and decides. */
export async function addReviewer(
  database: Database,
  name: string,
  displayName: string,
): Promise<Viewer> {
  const user = { name, displayName, passwordHash: 'x', grants: [everywhere('reviewer')] };
  return { userId: await addUser(database, user), name, displayName, ...WHOLE_BUREAU };
}
