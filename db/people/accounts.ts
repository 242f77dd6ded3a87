import type postgres from 'postgres';
import type { Database } from '../connect.js';
import type { Viewer } from '../../domain/rights.js';

/** A user as one who asks. */
export interface StoredAccount extends Viewer {
  readonly mustChangePassword: boolean;
  readonly hasSecondFactor: boolean;
}

/**
 * The columns of an account, from `users u`, with every unit of its grants' subtrees: what is granted,
 * revoked or moved counts from the next request on. A retired unit's leads stay with those above it.
 */
export function accountColumns(database: Database): postgres.Fragment {
  return database`
    u.id as user_id, u.name, u.display_name, u.must_change_password, false as has_second_factor,
    (select coalesce(json_agg(json_build_object('role', g.role, 'department', g.department,
        'unitIds', case when g.unit_id is not null then (
          with recursive below as (
            select g.unit_id as id
            union
            select c.id from units c join below b on c.parent_id = b.id
          )
          select json_agg(id order by id) from below) end) order by g.id), '[]')
      from grants g where g.user_id = u.id and g.revoked_at is null) as grants`;
}

/** A user who may log in, with the hash of the password; null when unknown or disabled. */
export async function findUserByName(
  database: Database,
  name: string,
): Promise<{ readonly account: StoredAccount; readonly passwordHash: string } | null> {
  const [row] = await database<(StoredAccount & { passwordHash: string })[]>`
    select ${accountColumns(database)}, u.password_hash from users u
    where u.name = ${name} and u.disabled_at is null`;
  if (row === undefined) return null;
  const { passwordHash, ...account } = row;
  return { account, passwordHash };
}
