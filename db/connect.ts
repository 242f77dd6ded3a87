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

export type Database = postgres.Sql<{ bigint: number }>;
/** A connection inside `database.begin(...)`. */
export type Transaction = postgres.TransactionSql<{ bigint: number }>;

/**
 * @param databaseUrl `postgres://…`
 * @param maxConnections of this process
 */
export function connect(databaseUrl: string, maxConnections = 10): Database {
  return postgres(databaseUrl, {
    max: maxConnections,
    types: { bigint: BIGINT_AS_NUMBER },
    transform: { column: { from: postgres.toCamel } },
    onnotice: () => {},
    connection: {
      application_name: 'mingcha',
      idle_in_transaction_session_timeout: FROZEN_MS,
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

/** A value for a jsonb column; its texts are made `storable`. */
export function json(database: Database | Transaction, value: unknown): postgres.Parameter {
  const text = JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'string' ? storable(part) : part,
  );
  // The library types JSON narrowly; what comes here has been through a zod schema.
  return database.json(JSON.parse(text) as never);
}
