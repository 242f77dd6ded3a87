import type { Database } from '../connect.js';
import type { Unit } from '../../domain/unit.js';

export interface StoredUnit extends Unit {
  readonly retiredAt: Date | null;
}

/** Parents before their children, otherwise by id. */
export async function findUnits(database: Database): Promise<StoredUnit[]> {
  return database`
    with recursive placed as (
      select id, 0 as depth from units where parent_id is null
      union all
      select u.id, p.depth + 1 from units u join placed p on u.parent_id = p.id
    )
    select u.id, u.name, u.parent_id, u.kind, u.division_code, u.retired_at
    from units u join placed p using (id) order by p.depth, u.id`;
}
