import { PlainText } from '../format/plain-text.js';

/** An address from outside: a link only when it leads to a web page, opened without telling from where. */
export function WebAddress({
  url,
  className = 'address',
}: {
  readonly url: string;
  readonly className?: string;
}) {
  if (!/^https?:\/\//i.test(url)) {
    return (
      <span className={className}>
        <PlainText text={url} />
      </span>
    );
  }
  return (
    <a className={className} href={url} target="_blank" rel="noopener noreferrer" title={url}>
      <PlainText text={url} />
    </a>
  );
}
