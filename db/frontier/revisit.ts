/**
 * When a known detail page is looked at again. It starts at a quarter of the source's `revisitHours`,
 * for an ad may vanish or change in its first days, and grows by 0.4 of itself each time the page says
 * the same; it shrinks by 0.2 when it says something else (Nutch's AdaptiveFetchSchedule). It stays
 * between a quarter and four times of what the source says now.
 */
import type { PendingQuery, Row } from 'postgres';
import type { Transaction } from '../connect.js';
import type { Source } from '../../domain/source.js';

const LEAST = 0.25;
const MOST = 4;
const GROW = 1.4;
const SHRINK = 0.8;

type Fragment = PendingQuery<Row[]>;

/** The value of `revisit_hours` after a visit, as SQL over the row of `frontier`; `hasChanged` is SQL too. */
export function revisitHours(
  transaction: Transaction,
  { revisitHours: usual }: Pick<Source, 'revisitHours'>,
  hasChanged: Fragment,
): Fragment {
  const step = transaction`case when ${hasChanged} then ${SHRINK}::float8 else ${GROW}::float8 end`;
  return transaction`
    case when revisit_hours is null then ${usual * LEAST}::float8
      else least(greatest(revisit_hours * ${step}, ${usual * LEAST}), ${usual * MOST}) end`;
}

/** How many hours a page is left alone after its last visit, as SQL over the row `f` of `frontier`. */
export function leftAloneHours(
  transaction: Transaction,
  { revisitHours: usual }: Pick<Source, 'revisitHours'>,
): Fragment {
  return transaction`
    least(greatest(coalesce(f.revisit_hours, ${usual}::float8), ${usual * LEAST}), ${usual * MOST})`;
}
