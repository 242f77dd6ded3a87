import type { Database, Transaction } from '../connect.js';
import { accountColumns, type StoredAccount } from './accounts.js';

/** Keeps a session under the hash of its id; sessions that are over leave on the way. */
export async function createSession(
  database: Database | Transaction,
  session: { readonly idHash: string; readonly userId: number; readonly expiresAt: Date },
): Promise<void> {
  await database`delete from sessions where expires_at < now()`;
  await database`
    insert into sessions (id_hash, user_id, expires_at)
    values (${session.idHash}, ${session.userId}, ${session.expiresAt})`;
}

/** null when the session is unknown or over, or its user disabled. */
export async function findSession(
  database: Database,
  idHash: string,
): Promise<{ readonly account: StoredAccount; readonly expiresAt: Date } | null> {
  const [row] = await database<(StoredAccount & { expiresAt: Date })[]>`
    select ${accountColumns(database)}, s.expires_at
    from sessions s join users u on u.id = s.user_id
    where s.id_hash = ${idHash} and s.expires_at > now() and u.disabled_at is null`;
  if (row === undefined) return null;
  const { expiresAt, ...account } = row;
  return { account, expiresAt };
}

export async function deleteSession(
  database: Database | Transaction,
  idHash: string,
): Promise<void> {
  await database`delete from sessions where id_hash = ${idHash}`;
}

/** Failed log-ins since `since`: for the name since its last success, and from the address. */
export async function countRecentLoginFailures(
  database: Database,
  {
    userName,
    address,
    since,
  }: {
    readonly userName: string;
    readonly address: string;
    readonly since: Date;
  },
): Promise<{ readonly byUser: number; readonly byAddress: number }> {
  const [row] = await database<{ byUser: number; byAddress: number }[]>`
    with recent as (select * from login_attempts where tried_at >= ${since})
    select
      count(*) filter (where user_name = ${userName} and not succeeded and tried_at > coalesce(
        (select max(tried_at) from recent where user_name = ${userName} and succeeded), '-infinity'
      ))::int as by_user,
      count(*) filter (where address = ${address} and not succeeded)::int as by_address
    from recent`;
  return row ?? { byUser: 0, byAddress: 0 };
}

export async function recordLogin(
  database: Database | Transaction,
  attempt: { readonly userName: string; readonly address: string; readonly succeeded: boolean },
): Promise<void> {
  await database`
    insert into login_attempts (user_name, address, succeeded)
    values (${attempt.userName}, ${attempt.address}, ${attempt.succeeded})`;
}
