import type { MouseEvent, ReactNode } from 'react';
import { navigate } from './location.js';

/** A real link (it can be opened in a new tab) that does not load the page again. */
export function Link({
  to,
  className,
  current = false,
  children,
}: {
  readonly to: string;
  readonly className?: string;
  /** Whether it leads to where one is. */
  readonly current?: boolean;
  readonly children: ReactNode;
}) {
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
      return;
    event.preventDefault();
    navigate(to);
  };
  return (
    <a href={to} className={className} onClick={follow} aria-current={current ? 'page' : undefined}>
      {children}
    </a>
  );
}
