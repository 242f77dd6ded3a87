/** Who may do what: rights hang on roles, a role is granted for units and a department, or for the whole bureau. */
import { z } from 'zod';

export const RoleSchema = z.enum([
  'admin',
  'operator',
  'reviewer',
  'approver',
  'supervisor',
  'inspector',
  'statistician',
  'auditor',
]);
export type Role = z.infer<typeof RoleSchema>;

export const RightSchema = z.enum([
  'read-leads',
  'decide',
  'bulk',
  'merge',
  'approve',
  'reveal-contacts',
  'silence',
  'read-figures',
  'read-sources',
  'change-sources',
  'manage-people',
  'read-audit',
  'export',
  'share-views',
]);
export type Right = z.infer<typeof RightSchema>;

const REVIEWING = [
  'read-leads',
  'decide',
  'bulk',
  'merge',
  'reveal-contacts',
  'silence',
  'read-figures',
  'read-sources',
  'export',
  'share-views',
] as const satisfies readonly Right[];

/** Administrators manage people and see no contents: that takes another role. */
export const RIGHTS_OF: Readonly<Record<Role, readonly Right[]>> = {
  admin: ['manage-people'],
  operator: ['read-sources', 'change-sources'],
  reviewer: REVIEWING,
  approver: [...REVIEWING, 'approve'],
  supervisor: ['read-leads', 'approve', 'read-figures', 'read-sources', 'export', 'share-views'],
  inspector: ['read-leads', 'read-figures'],
  statistician: ['read-figures'],
  auditor: ['read-audit'],
};

/** What a grant reaches over. */
export interface Scope {
  /** A subtree of units, every one of them named; null: the whole bureau, and what has no unit. */
  readonly unitIds: readonly string[] | null;
  /** null: every department. */
  readonly department: string | null;
}

export interface Grant extends Scope {
  readonly role: Role;
}

/** Who asks, with what was granted to them when they asked. */
export interface Viewer {
  readonly userId: number;
  /** The log-in name. */
  readonly name: string;
  readonly displayName: string;
  readonly grants: readonly Grant[];
}

/** Sees and decides everything: the command line, which whoever has a shell on the machine may run. */
export const WHOLE_BUREAU: Pick<Viewer, 'grants'> = {
  grants: [{ role: 'reviewer', unitIds: null, department: null }],
};

/** Whether any grant carries the right, wherever it reaches. */
export function may({ grants }: Pick<Viewer, 'grants'>, right: Right): boolean {
  return grants.some(({ role }) => RIGHTS_OF[role].includes(right));
}

/** Where the right holds: the reach of the grants that carry it, never that of another role. */
export function scopesFor({ grants }: Pick<Viewer, 'grants'>, right: Right): readonly Scope[] {
  return grants
    .filter(({ role }) => RIGHTS_OF[role].includes(right))
    .map(({ unitIds, department }) => ({ unitIds, department }));
}

/** Every right of any grant, each once, in the order of `RightSchema`. */
export function rightsOf(viewer: Pick<Viewer, 'grants'>): readonly Right[] {
  return RightSchema.options.filter((right) => may(viewer, right));
}

/** Every role granted, each once, in the order of `RoleSchema`. */
export function rolesOf({ grants }: Pick<Viewer, 'grants'>): readonly Role[] {
  return RoleSchema.options.filter((role) => grants.some((grant) => grant.role === role));
}
