/** The connection pool. Columns come out in camelCase, bigint as number, json as values. */
import postgres from 'postgres';
import { Unavailable } from '../domain/errors.js';

/** int8 as JavaScript number: our ids stay far below 2^53. */
const BIGINT_AS_NUMBER = {
  to: 20,
  from: [20],
  serialize: (value: number) => String(value),
  parse: (value: string) => Number(value),
};

/**
 * A process that was stopped inside a transaction (SIGSTOP, a suspended machine) keeps its locks, and
 * nobody could take its work over. Ours never wait for anything but the database in there.
 */
const FROZEN_MS = 30_000;

/** Marks a JSON text that is written already: the library would write it once more. */
const WRITTEN = Symbol('written JSON');

const JSON_AS_VALUE = {
  to: 114,
  from: [114, 3802],
  serialize: (value: { readonly [WRITTEN]?: string } | null) =>
    value?.[WRITTEN] ?? JSON.stringify(value),
  parse: (text: string): unknown => JSON.parse(text),
};

export type Database = postgres.Sql<{ bigint: number }>;
/** A connection inside `database.begin(...)`. */
export type Transaction = postgres.TransactionSql<{ bigint: number }>;

/**
 * @param databaseUrl `postgres://…`
 * @param maxConnections of this process
 * @param role that each connection takes on; null: the user of the address, who owns the tables
 */
export function connect(
  databaseUrl: string,
  maxConnections = 10,
  role: string | null = null,
): Database {
  return postgres(databaseUrl, {
    max: maxConnections,
    types: { bigint: BIGINT_AS_NUMBER, json: JSON_AS_VALUE },
    transform: { column: { from: postgres.toCamel } },
    onnotice: () => {},
    connection: {
      application_name: 'mingcha',
      idle_in_transaction_session_timeout: FROZEN_MS,
      ...(role === null ? {} : { role }),
    },
  });
}

/** @throws {Unavailable} when the database does not answer; the address is named without its password */
export async function ping(database: Database): Promise<void> {
  try {
    await database`select 1`;
  } catch (cause) {
    const { host, port } = database.options;
    throw new Unavailable(`PostgreSQL at ${String(host)}:${String(port)} does not answer`, {
      cause,
    });
  }
}

/**
 * Text as PostgreSQL can store it, which is neither NUL nor half a surrogate pair: the first is
 * dropped, the second becomes U+FFFD.
 */
export function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}

/** What JSON writes for a character that PostgreSQL refuses; the same letters may be plain text. */
const REFUSED = /\\u(?:0000|d[89a-f])/;

/** A value for a jsonb column; its texts are made `storable`. */
export function json(database: Database | Transaction, value: unknown): postgres.Parameter {
  const text = JSON.stringify(value);
  const stored = REFUSED.test(text)
    ? JSON.stringify(value, (_key, part: unknown) =>
        typeof part === 'string' ? storable(part) : part,
      )
    : text;
  // The library types JSON narrowly; what comes here has been through a zod schema.
  return database.json({ [WRITTEN]: stored } as never);
}
