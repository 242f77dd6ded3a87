import type { Unit } from '../../domain/unit.js';
import { withAudit } from '../audit/with-audit.js';
import type { Database } from '../connect.js';

/**
 * Adds units, and changes those with the same id; the others stay as they are. All or none.
 * @param actor who does it, for the audit log
 */
export async function saveUnits(
  database: Database,
  units: readonly Unit[],
  actor: string,
): Promise<{ readonly added: number; readonly changed: number; readonly unchanged: number }> {
  return withAudit(
    database,
    async (transaction) => {
      const counts = { added: 0, changed: 0, unchanged: 0 };
      for (const { id, name, kind, divisionCode, parentId } of units) {
        const [before] = await transaction<{ isSame: boolean }[]>`
          select (name, kind) = (${name}, ${kind}) and division_code is not distinct from ${divisionCode}::text
            and parent_id is not distinct from ${parentId}::text as is_same
          from units where id = ${id} for update`;
        counts[before === undefined ? 'added' : before.isSame ? 'unchanged' : 'changed'] += 1;
        await transaction`
          insert into units (id, name, kind, division_code)
          values (${id}, ${name}, ${kind}, ${divisionCode})
          on conflict (id) do update set name = excluded.name, kind = excluded.kind,
            division_code = excluded.division_code, retired_at = null`;
      }
      // Once all are there, so that a list may come in any order.
      for (const { id, parentId } of units) {
        await transaction`
          update units set parent_id = ${parentId} where id = ${id} and parent_id is distinct from ${parentId}::text`;
      }
      return counts;
    },
    (counts) => ({
      ...{ userId: null, actor, action: 'import-units', objectType: 'unit', objectId: null },
      detail: counts,
    }),
  );
}
