import type { Database } from '../connect.js';
import { InvalidInput, NotFound } from '../../domain/errors.js';
import type { Role, Viewer } from '../../domain/rights.js';

export interface StoredUser {
  readonly id: number;
  readonly name: string;
  readonly displayName: string;
  readonly role: 'admin' | 'reviewer';
}

/** A user as one who asks. */
export interface StoredAccount extends Viewer {
  readonly mustChangePassword: boolean;
  readonly hasSecondFactor: boolean;
}

/** An administrator of today may do everything but what takes its own role. */
const ROLES_OF = {
  admin: ['admin', 'operator', 'reviewer'],
  reviewer: ['reviewer'],
} as const satisfies Record<StoredUser['role'], readonly Role[]>;

export function toAccount({ id, name, displayName, role }: StoredUser): StoredAccount {
  return {
    ...{ userId: id, name, displayName, mustChangePassword: false, hasSecondFactor: false },
    grants: ROLES_OF[role].map((granted) => ({ role: granted, unitIds: null, department: null })),
  };
}

/** A user who may log in, with the hash of the password; null when unknown or disabled. */
export async function findUserByName(
  database: Database,
  name: string,
): Promise<{ readonly account: StoredAccount; readonly passwordHash: string } | null> {
  const [row] = await database<(StoredUser & { passwordHash: string })[]>`
    select id, name, display_name, role, password_hash from users
    where name = ${name} and disabled_at is null`;
  if (row === undefined) return null;
  const { passwordHash, ...user } = row;
  return { account: toAccount(user), passwordHash };
}

/** By name. */
export async function findUsers(
  database: Database,
): Promise<(StoredUser & { readonly createdAt: Date; readonly disabledAt: Date | null })[]> {
  return database`
    select id, name, display_name, role, created_at, disabled_at from users order by name`;
}

/** @throws {InvalidInput} when the name is taken */
export async function addUser(
  database: Database,
  user: Omit<StoredUser, 'id'> & { readonly passwordHash: string },
): Promise<number> {
  const [row] = await database<{ id: number }[]>`
    insert into users (name, display_name, role, password_hash)
    values (${user.name}, ${user.displayName}, ${user.role}, ${user.passwordHash})
    on conflict (name) do nothing returning id`;
  if (row === undefined) throw new InvalidInput(`there is a user ${user.name} already`);
  return row.id;
}

/**
 * Makes the first user when there is none; of two processes that start at once, one makes it.
 * @returns whether this call made it
 */
export async function addFirstAdmin(database: Database, passwordHash: string): Promise<boolean> {
  const made = await database`
    insert into users (name, display_name, role, password_hash)
    select 'admin', '管理员', 'admin', ${passwordHash}
    where not exists (select 1 from users)
    on conflict (name) do nothing returning id`;
  return made.length === 1;
}

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
