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

/** A source with where its definition comes from. */
export interface SourceRecord {
  readonly source: Source;
  /** Whose hand it was last changed by: a file that was applied, or somebody on the web. */
  readonly origin: 'file' | 'web';
  /** Who on the web; null for files. */
  readonly changedBy: string | null;
  readonly updatedAt: Date;
}

/** Null when it is unknown. */
export async function findSourceRecord(
  database: Database,
  sourceId: string,
): Promise<SourceRecord | null> {
  const [row] = await database<(Omit<SourceRecord, 'source'> & { definition: unknown })[]>`
    select definition, origin, changed_by, updated_at from sources where id = ${sourceId}`;
  if (row === undefined) return null;
  const { definition, ...rest } = row;
  return { ...rest, source: SourceSchema.parse(definition) };
}

/** Differs whenever a source was added or changed. */
export async function sourcesMark(database: Database): Promise<string> {
  const [row] = await database<{ mark: string }[]>`
    select count(*) || ' ' || coalesce(max(updated_at)::text, '') as mark from sources`;
  return row?.mark ?? '';
}
