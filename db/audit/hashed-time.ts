import type { Fragment } from 'postgres';
import type { Database, Transaction } from '../connect.js';

/** A timestamptz column as it is hashed: UTC with microseconds, more than a `Date` holds. */
export function hashedTime(database: Database | Transaction, column: string): Fragment {
  return database`to_char(${database(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
}
