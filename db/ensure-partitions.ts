import type { Database } from './connect.js';

/** Makes the monthly partitions that will be written to soon; what is there already stays. */
export async function ensurePartitions(database: Database): Promise<void> {
  await database`select ensure_month_partitions()`;
}
