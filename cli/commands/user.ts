import { randomBytes } from 'node:crypto';
import { userInfo } from 'node:os';
import { Option, type Command } from 'commander';
import { grantRole, revokeRole } from '../../db/people/change-grants.js';
import type { NewGrant } from '../../db/people/grants.js';
import { addUser, everywhere, findUsers, setPassword } from '../../db/people/users.js';
import { DEPARTMENT_NAMES } from '../../domain/departments.js';
import { InvalidInput } from '../../domain/errors.js';
import { RoleSchema, type Role } from '../../domain/rights.js';
import { ROLE_NAMES } from '../../domain/state-names.js';
import { hashPassword } from '../../server/passwords.js';
import { beijingTime } from '../beijing-time.js';
import { withInstance } from '../instance.js';
import { parseGrant } from '../parse-grant.js';
import { printJson, printLine, say } from '../print.js';
import { newTable } from '../new-table.js';

const NAME = /^[\p{L}\p{N}._-]{2,40}$/u;

/** 16 characters that are easy to read out and to type: about 80 bits. */
export function randomPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  return [...randomBytes(16)].map((byte) => letters[byte % letters.length]).join('');
}

export function addUserCommands(program: Command): void {
  const user = program.command('user').description('manage users');

  user
    .command('add')
    .description('add a user; the password is made and printed once')
    .argument('<name>', 'log-in name')
    .option('--display-name <name>', 'how others see the user')
    .addOption(
      new Option('--role <role>', 'what the user may do, everywhere')
        .choices(RoleSchema.options)
        .default('reviewer'),
    )
    .action((name: string, options: { readonly displayName?: string; readonly role: Role }) => {
      if (!NAME.test(name)) {
        throw new InvalidInput('a name has 2 to 40 letters, digits, dots, hyphens or underscores');
      }
      return withInstance(async ({ deps }) => {
        const password = randomPassword();
        await addUser(deps.database, {
          name,
          displayName: options.displayName ?? name,
          grants: [everywhere(options.role)],
          passwordHash: await hashPassword(password),
        });
        await printLine(`用户 ${name} 已建立，一次性显示的密码：${password}`);
      });
    });

  user
    .command('grant')
    .description(
      'give a user a role, for a unit and all below it and for a department, or everywhere',
    )
    .argument('<name>', 'log-in name')
    .argument('<grant>', GRANT, parseGrant)
    .action((name: string, grant: NewGrant) =>
      withInstance(async ({ deps }) => {
        await grantRole(deps.database, { name, grant, by: shellUser() });
        await printLine(`已授权：${name} ${describeGrant(grant)}`);
      }),
    );

  user
    .command('revoke')
    .description('take a role from a user; it counts from the next request on')
    .argument('<name>', 'log-in name')
    .argument('<grant>', GRANT, parseGrant)
    .action((name: string, grant: NewGrant) =>
      withInstance(async ({ deps }) => {
        await revokeRole(deps.database, { name, grant, by: shellUser() });
        await printLine(`已撤销：${name} ${describeGrant(grant)}`);
      }),
    );

  user
    .command('passwd')
    .description('set a new password, printed once; the user’s sessions end')
    .argument('<name>', 'log-in name')
    .action((name: string) =>
      withInstance(async ({ deps }) => {
        const password = randomPassword();
        await setPassword(deps.database, name, await hashPassword(password));
        await printLine(`用户 ${name} 的新密码：${password}`);
      }),
    );

  user
    .command('list')
    .description('all users')
    .option('--json', 'print one JSON value')
    .action(({ json }: { readonly json?: boolean }) =>
      withInstance(async ({ deps }) => {
        const users = await findUsers(deps.database);
        if (json === true) return printJson(users);
        if (users.length === 0) return say('还没有用户。第一次 mingcha start 会建立 admin。');
        const table = newTable(['登录名', '姓名', '角色', '建立', '停用']);
        for (const { name, displayName, grants, createdAt, disabledAt } of users) {
          table.push([
            name,
            displayName,
            grants.map(describeGrant).join('\n'),
            beijingTime(createdAt),
            disabledAt === null ? '' : beijingTime(disabledAt),
          ]);
        }
        return printLine(table.toString());
      }),
    );
}

const GRANT = 'ROLE[@UNIT][/DEPARTMENT], such as reviewer@east/market';

/** Whoever has the shell: no user of ours, but the audit log says who. */
function shellUser() {
  return { userId: null, actor: `cli:${userInfo().username}` };
}

/** 研判员（east，市场监管）; what reaches everywhere says so by naming nothing. */
function describeGrant({ role, unitId, department }: NewGrant): string {
  const reach = [unitId, department === null ? null : DEPARTMENT_NAMES[department].zh];
  const named = reach.filter((part) => part !== null).join('，');
  return `${ROLE_NAMES[role].zh}${named === '' ? '' : `（${named}）`}`;
}
