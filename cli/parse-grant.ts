import { InvalidArgumentError } from 'commander';
import type { NewGrant } from '../db/people/grants.js';
import { DepartmentIdSchema } from '../domain/departments.js';
import { RoleSchema } from '../domain/rights.js';
import { UnitIdSchema } from '../domain/unit.js';

/** `reviewer`, `reviewer@east`, `reviewer@east/market`, `reviewer/market`. @throws {InvalidArgumentError} */
export function parseGrant(text: string): NewGrant {
  const [, role, unit, department] = /^([^@/]+)(?:@([^/]+))?(?:\/(.+))?$/.exec(text) ?? [];
  const parsed = {
    role: RoleSchema.safeParse(role),
    unitId: UnitIdSchema.nullable().safeParse(unit ?? null),
    department: DepartmentIdSchema.nullable().safeParse(department ?? null),
  };
  if (!parsed.role.success) {
    throw new InvalidArgumentError(`a role is one of ${RoleSchema.options.join(', ')}`);
  }
  if (!parsed.unitId.success) throw new InvalidArgumentError(`${unit ?? ''} is no unit’s id`);
  if (!parsed.department.success) {
    throw new InvalidArgumentError(
      `a department is one of ${DepartmentIdSchema.options.join(', ')}`,
    );
  }
  return {
    ...{ role: parsed.role.data, unitId: parsed.unitId.data, department: parsed.department.data },
  };
}
