import type { Database, Transaction } from '../connect.js';
import { InvalidInput, NotFound } from '../../domain/errors.js';
import type { DepartmentId } from '../../domain/departments.js';
import type { Role } from '../../domain/rights.js';
import postgres from 'postgres';

/** A role for a unit and all below it, and for one department; null: all of them. */
export interface NewGrant {
  readonly role: Role;
  readonly unitId: string | null;
  readonly department: DepartmentId | null;
}

export interface StoredGrant extends NewGrant {
  readonly id: number;
}

/** Who grants or revokes, for the audit log; userId null: nobody of the users. */
export interface Granter {
  readonly userId: number | null;
  readonly actor: string;
}

/**
 * Gives a user roles; what he has already is left as it is. No audit entry: the caller makes it.
 * @throws {InvalidInput} when a unit is unknown
 */
export async function insertGrants(
  transaction: Transaction,
  userId: number,
  grants: readonly NewGrant[],
  grantedBy: number | null,
): Promise<void> {
  for (const { role, unitId, department } of grants) {
    await transaction`
      insert into grants (user_id, role, unit_id, department, granted_by)
      values (${userId}, ${role}, ${unitId}, ${department}, ${grantedBy})
      on conflict do nothing`.catch((cause: unknown) => {
      throw isUnknownUnit(cause) ? unknownUnit(unitId, cause) : cause;
    });
  }
}

/** @returns how many grants were revoked: 0 when the user had none like it */
export async function revokeGrants(
  transaction: Transaction,
  userId: number,
  { role, unitId, department }: NewGrant,
  revokedBy: number | null,
): Promise<number> {
  const revoked = await transaction`
    update grants set revoked_at = now(), revoked_by = ${revokedBy}
    where user_id = ${userId} and role = ${role} and revoked_at is null
      and unit_id is not distinct from ${unitId}::text
      and department is not distinct from ${department}::text
    returning id`;
  return revoked.length;
}

/** The user's id; locks him, so that two who change him at once do it one after the other. @throws {NotFound} */
export async function lockUser(transaction: Transaction, name: string): Promise<number> {
  const [user] = await transaction<{ id: number }[]>`
    select id from users where name = ${name} for update`;
  if (user === undefined) throw new NotFound(`there is no user ${name}`);
  return user.id;
}

/** Those who manage people and may log in; without any nobody could be let in any more. */
export async function countAdmins(database: Database | Transaction): Promise<number> {
  const [row] = await database<{ count: number }[]>`
    select count(distinct u.id)::int as count from users u join grants g on g.user_id = u.id
    where g.role = 'admin' and g.revoked_at is null and u.disabled_at is null`;
  return row?.count ?? 0;
}

function isUnknownUnit(error: unknown): boolean {
  return error instanceof postgres.PostgresError && error.code === '23503';
}

function unknownUnit(unitId: string | null, cause: unknown): InvalidInput {
  return new InvalidInput(`there is no unit ${unitId ?? ''}`, [], {
    cause,
    userMessage: `没有编号为“${unitId ?? ''}”的单位。`,
  });
}
