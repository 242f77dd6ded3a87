/** What a browser asks its proxy for → the URL that is checked and connected to. */

/** The target of an `http:` request in absolute form; undefined for anything else. */
export function parseAbsoluteTarget(text: string): URL | undefined {
  if (!/^http:\/\//i.test(text)) return undefined;
  const url = parse(text);
  return url?.username === '' && url.password === '' ? url : undefined;
}

/** The target of CONNECT, `host:port`; undefined for anything else. Its scheme is a guess by port. */
export function parseConnectTarget(authority: string): URL | undefined {
  const match = /^(\[[0-9a-f:.]+\]|[^\s:/?#@\\[\]]+):(\d{1,5})$/i.exec(authority);
  if (match?.[1] === undefined) return undefined;
  return parse(`${match[2] === '443' ? 'https' : 'http'}://${authority}/`);
}

function parse(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}
