/** What addresses of one kind of page have in common: `info-7.html` and `info-12.html`. */

const known = new Map<string, string>();
const MAX_KNOWN = 5_000;

/** An absolute address without what numbers or names one page among its like. */
export function linkKind(url: string): string {
  const before = known.get(url);
  if (before !== undefined) return before;
  const kind = kindOf(url);
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(url, kind);
  return kind;
}

function kindOf(url: string): string {
  const mark = url.indexOf('?');
  const path = mark === -1 ? url : url.slice(0, mark);
  const query = mark === -1 ? '' : url.slice(mark);
  const folders = path.split('/');
  const last = folders.length - 1;
  const named = folders.map((part, at) => {
    if (at < 3) return part;
    // `note/63zx`, `note/ujvx`, `a-slug-of-words`; but not `job-1.html` and `firm-1.html`.
    if (at === last && query === '' && /^[\w%~-]+$/.test(part)) return '*';
    return isCode(part) ? '*' : part.replace(/\d+/g, '0');
  });
  const asked = query.replace(/=[^&]*/g, (value) => (/\d/.test(value) ? '=0' : value));
  return named.join('/') + asked;
}

/** `64f7000000001300ab`: letters and digits without order. */
function isCode(part: string): boolean {
  return part.length >= 12 && /^[\da-z]+$/i.test(part) && /\d[a-z]+\d/i.test(part);
}
