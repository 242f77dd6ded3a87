import Table from 'cli-table3';

/** A table without colours and without a line between rows; Chinese text takes two columns a character. */
export function newTable(head: readonly string[]): Table.Table {
  return new Table({
    head: [...head],
    style: { head: [], border: [], compact: true },
  });
}
