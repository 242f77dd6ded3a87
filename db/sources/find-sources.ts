import type { Database } from '../connect.js';
import { NotFound } from '../../domain/errors.js';
import { SourceSchema, type Source } from '../../domain/source.js';

/** All sources by id. */
export async function findSources(database: Database): Promise<Source[]> {
  const rows = await database<
    { definition: unknown }[]
  >`select definition from sources order by id`;
  return rows.map((row) => SourceSchema.parse(row.definition));
}

/** @throws {NotFound} */
export async function getSource(database: Database, sourceId: string): Promise<Source> {
  const [row] = await database<{ definition: unknown }[]>`
    select definition from sources where id = ${sourceId}`;
  if (row === undefined) throw new NotFound(`no source ${sourceId}`);
  return SourceSchema.parse(row.definition);
}
