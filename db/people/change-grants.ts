import { InvalidInput } from '../../domain/errors.js';
import { withAudit } from '../audit/with-audit.js';
import type { Database } from '../connect.js';
import {
  countAdmins,
  insertGrants,
  lockUser,
  revokeGrants,
  type Granter,
  type NewGrant,
} from './grants.js';

interface Change {
  /** The log-in name. */
  readonly name: string;
  readonly grant: NewGrant;
  readonly by: Granter;
}

/** Gives a user a role; what he has already is left as it is. @throws {NotFound} @throws {InvalidInput} when the unit is unknown */
export async function grantRole(database: Database, { name, grant, by }: Change): Promise<void> {
  await withAudit(
    database,
    async (transaction) => {
      const userId = await lockUser(transaction, name);
      await insertGrants(transaction, userId, [grant], by.userId);
      return userId;
    },
    (userId) => entryOf('grant', userId, { name, grant, by }),
  );
}

/** Takes a role from a user, from the next request on. @throws {NotFound} @throws {InvalidInput} when he has none like it, or nobody could manage people afterwards */
export async function revokeRole(database: Database, { name, grant, by }: Change): Promise<void> {
  await withAudit(
    database,
    async (transaction) => {
      // One at a time: two administrators who revoke each other must not both succeed.
      await transaction`lock table grants in share row exclusive mode`;
      const userId = await lockUser(transaction, name);
      if ((await revokeGrants(transaction, userId, grant, by.userId)) === 0) {
        throw new InvalidInput(`${name} has no such grant`, [], {
          userMessage: `用户 ${name} 没有这项授权，用 mingcha user list 查看。`,
        });
      }
      if (grant.role === 'admin' && (await countAdmins(transaction)) === 0) {
        throw new InvalidInput('the last administrator', [], {
          userMessage: '这是最后一个系统管理员，不能撤销。请先授权另一个人。',
        });
      }
      return userId;
    },
    (userId) => entryOf('revoke', userId, { name, grant, by }),
  );
}

function entryOf(action: 'grant' | 'revoke', userId: number, { name, grant, by }: Change) {
  const { role, unitId, department } = grant;
  return {
    ...{ userId: by.userId, actor: by.actor, action },
    ...{ objectType: 'user', objectId: String(userId) },
    detail: { name, role, unit: unitId ?? '', department: department ?? '' },
  };
}
