import { isIP } from 'node:net';
import { bareHostname, guardedLookup, type ResolveName } from '../fetch/address-guard.js';

/**
 * The address of a URL's host, resolved once and refused like any other when it is not public, for a
 * connection that somebody else makes.
 * @throws FetchForbidden (address), or what the resolver says
 */
export function checkedAddress(
  url: URL,
  isOpened: boolean,
  resolveName?: ResolveName,
): Promise<string> {
  const name = bareHostname(url);
  // A literal address was checked with the URL.
  if (isIP(name) !== 0) return Promise.resolve(name);
  return new Promise((resolve, reject) => {
    guardedLookup(() => isOpened, resolveName)(name, { all: false }, (error, address) => {
      if (error !== null) reject(error);
      else if (typeof address === 'string') resolve(address);
      else reject(new Error(`${name} has no address`));
    });
  });
}
