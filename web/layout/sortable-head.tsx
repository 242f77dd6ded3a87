import type { ReactNode } from 'react';

export type Order = 'ascending' | 'descending' | 'none';

const ARROWS: Readonly<Record<Order, string>> = { ascending: '▲', descending: '▼', none: '▽' };

export function SortableHead({
  width,
  order,
  hint,
  isFigure = false,
  onSort,
  children,
}: {
  readonly width: number | string;
  readonly order: Order;
  readonly hint?: string;
  /** Whether numbers stand below it. */
  readonly isFigure?: boolean;
  readonly onSort: () => void;
  readonly children: ReactNode;
}) {
  return (
    <th scope="col" className={isFigure ? 'figure' : undefined} style={{ width }} aria-sort={order}>
      <button type="button" className="sort" title={hint} onClick={onSort}>
        {children}
        <span className={`arrow ${order}`} aria-hidden="true">
          {ARROWS[order]}
        </span>
      </button>
    </th>
  );
}
