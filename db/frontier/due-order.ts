/**
 * The order of the queue is `due_at`, oldest first. What matters more is written as due since a while
 * ago, so nothing starves and no row has to be touched as it ages: a page waits behind such URLs only
 * until it has waited for their head start itself, however many there are.
 */
export const HEAD_START_MINUTES = {
  /** Lists show what there is. */
  list: 10,
  /** Pages never seen before: ads vanish. */
  unseen: 5,
  /** Known pages, looked at again. */
  known: 0,
} as const;
