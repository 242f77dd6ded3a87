/** The one address of a page that many addresses lead to: without what belongs to a visit, not a page. */

/** Parameters that only say where a visitor came from; they never name another page. */
const TRACKING =
  /^(?:utm_\w+|spm|scm|from_source|from_uid|share_token|share_source|share_from|fbclid|gclid|msclkid|_t|timestamp|isappinstalled|vd_source|hmsr|hmpl|hmcu|hmkw|hmci)$/i;
/** Names that are a session's on every platform. */
const SESSION =
  /^(?:jsessionid|phpsessid|aspsessionid\w*|asp\.net_sessionid|cfid|cftoken|sessionid|session_id|sess_id|sesskey|zenid|oscsid)$/i;
/** Names that are a session's on some sites and a page's on others: their value tells. */
const MAYBE_SESSION = /^(?:sid|s|session|sess|ssid)$/i;
const RANDOM = /^(?=[^\d]*\d)(?=.*[a-z])[a-z\d]{6,64}$|^[\da-f]{16,64}$/i;
/** `from=list`, `from=timeline`; `from=2023-01-01` or `from=20` asks for something. */
const PLACE = /^[a-z][a-z_-]*$/i;
/** A session in the path: `/list;jsessionid=0A1B`, `/(S(abc…))/list`. */
const PATH_SESSION = /;(?:jsessionid|phpsessid|sid)=[^/;]*/gi;
const ASP_SESSION = /\/\((?:[ASF]\([\w-]+\))+\)(?=\/)/gi;

/**
 * The address under which a page is known: fragment, sessions and tracking dropped, the rest in
 * the site's own order (some sites mind it). The result is absolute and percent-encoded (WHATWG URL).
 * @throws {TypeError} when `url` is no absolute URL
 */
export function canonicalUrl(url: string): string {
  const parsed = new URL(url);
  parsed.hash = '';
  parsed.pathname = parsed.pathname.replace(PATH_SESSION, '').replace(ASP_SESSION, '');
  // On the raw string: URLSearchParams would re-encode GBK percent escapes as UTF-8 and break them.
  const kept = parsed.search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && !isOfVisit(pair));
  parsed.search = kept.join('&');
  return parsed.href;
}

function isOfVisit(pair: string): boolean {
  const at = pair.indexOf('=');
  const name = at === -1 ? pair : pair.slice(0, at);
  const value = at === -1 ? '' : pair.slice(at + 1);
  if (TRACKING.test(name) || SESSION.test(name)) return true;
  if (MAYBE_SESSION.test(name)) return RANDOM.test(value);
  return name.toLowerCase() === 'from' && PLACE.test(value);
}
