import type { Database } from '../connect.js';
import { InvalidInput, NotFound } from '../../domain/errors.js';
import type { Role } from '../../domain/rights.js';
import { insertGrants, type NewGrant, type StoredGrant } from './grants.js';

export interface StoredUser {
  readonly id: number;
  readonly name: string;
  readonly displayName: string;
  /** Those that hold now. */
  readonly grants: readonly StoredGrant[];
  readonly createdAt: Date;
  readonly disabledAt: Date | null;
}

/** By name. */
export async function findUsers(database: Database): Promise<StoredUser[]> {
  return database`
    select u.id, u.name, u.display_name, u.created_at, u.disabled_at,
      (select coalesce(json_agg(json_build_object('id', g.id, 'role', g.role, 'unitId', g.unit_id,
          'department', g.department) order by g.id), '[]')
        from grants g where g.user_id = u.id and g.revoked_at is null) as grants
    from users u order by u.name`;
}

/** @throws {InvalidInput} when the name is taken, or a unit unknown; nothing is written then */
export async function addUser(
  database: Database,
  user: {
    readonly name: string;
    readonly displayName: string;
    readonly passwordHash: string;
    readonly grants: readonly NewGrant[];
  },
): Promise<number> {
  return database.begin(async (transaction) => {
    const [row] = await transaction<{ id: number }[]>`
      insert into users (name, display_name, password_hash)
      values (${user.name}, ${user.displayName}, ${user.passwordHash})
      on conflict (name) do nothing returning id`;
    if (row === undefined) throw new InvalidInput(`there is a user ${user.name} already`);
    await insertGrants(transaction, row.id, user.grants, null);
    return row.id;
  });
}

/** A role for everything there is. */
export function everywhere(role: Role): NewGrant {
  return { role, unitId: null, department: null };
}

/**
 * Makes the first user when there is none; of two processes that start at once, one makes it.
 * @returns whether this call made it
 */
export async function addFirstAdmin(database: Database, passwordHash: string): Promise<boolean> {
  return database.begin(async (transaction) => {
    const [made] = await transaction<{ id: number }[]>`
      insert into users (name, display_name, password_hash)
      select 'admin', '管理员', ${passwordHash}
      where not exists (select 1 from users)
      on conflict (name) do nothing returning id`;
    if (made === undefined) return false;
    await insertGrants(transaction, made.id, FIRST_ROLES.map(everywhere), null);
    return true;
  });
}

/** One account that can try everything out; an office then makes others, and takes the contents from it. */
const FIRST_ROLES: readonly Role[] = ['admin', 'operator', 'reviewer'];

/** Sets a new password and ends the user's sessions. @throws {NotFound} */
export async function setPassword(
  database: Database,
  name: string,
  passwordHash: string,
): Promise<void> {
  await database.begin(async (transaction) => {
    const [user] = await transaction<{ id: number }[]>`
      update users set password_hash = ${passwordHash} where name = ${name} returning id`;
    if (user === undefined) throw new NotFound(`there is no user ${name}`);
    await transaction`delete from sessions where user_id = ${user.id}`;
  });
}
