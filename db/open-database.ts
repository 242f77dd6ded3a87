import { connect, ping, type Database } from './connect.js';
import { migrate } from './migrate.js';

/** May append to the audit log and the decisions, and do nothing else to them. */
const APP_ROLE = 'mingcha_app';

/**
 * Brings the database up to date as its owner, and opens the pool that the program works with: in the
 * role that may not change what was written down or, where the server does not let us have one, as owner.
 * @throws {Unavailable} when the database does not answer, or was written by a newer program
 * @throws {InvalidInput} when a migration fails
 */
export async function openDatabase(databaseUrl: string, maxConnections: number): Promise<Database> {
  const owner = connect(databaseUrl, 1);
  try {
    await ping(owner);
    await migrate(databaseUrl);
    const [prepared] = await owner<{ isThere: boolean }[]>`
      select prepare_app_role() as is_there`;
    const isThere = prepared?.isThere === true && (await isOpen(owner));
    return connect(databaseUrl, maxConnections, isThere ? APP_ROLE : null);
  } finally {
    await owner.end({ timeout: 5 });
  }
}

/** Since PostgreSQL 16 a member of a role need not be let into it. */
async function isOpen(owner: Database): Promise<boolean> {
  return owner
    .begin((transaction) => transaction`set local role ${transaction(APP_ROLE)}`)
    .then(
      () => true,
      () => false,
    );
}

/** Whether this connection is kept from changing what was written down. */
export async function isFenced(database: Database): Promise<boolean> {
  const [row] = await database<{ may: boolean }[]>`
    select has_table_privilege('audit', 'update') or has_table_privilege('decisions', 'update') as may`;
  return row?.may === false;
}
