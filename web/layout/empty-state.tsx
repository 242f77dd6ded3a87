import { Empty } from 'antd';
import type { ReactNode } from 'react';

/** Nothing here: why, and the next step. */
export function EmptyState({
  title,
  hint,
  children,
}: {
  readonly title: string;
  readonly hint: string;
  readonly children?: ReactNode;
}) {
  return (
    <Empty
      className="queue-empty"
      image={Empty.PRESENTED_IMAGE_SIMPLE}
      description={
        <>
          <strong>{title}</strong>
          <br />
          <span className="quiet">{hint}</span>
        </>
      }
    >
      {children}
    </Empty>
  );
}
