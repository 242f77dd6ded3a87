import { InvalidInput } from '../../domain/errors.js';

/** Outgoing proxies by name, each with its credential; `default` is for sources that name none. */
export type Proxies = Readonly<Record<string, string>>;

/**
 * @param name of the source's `proxy`; `direct` for none
 * @throws InvalidInput when there is no proxy of that name
 */
export function chooseProxy(name: string | undefined, proxies: Proxies): URL | undefined {
  if (name === 'direct') return undefined;
  const address = Object.hasOwn(proxies, name ?? 'default')
    ? proxies[name ?? 'default']
    : undefined;
  if (address === undefined && name !== undefined) {
    throw new InvalidInput(
      `the source goes through the proxy ${name}, which EGRESS_PROXY does not name`,
    );
  }
  return address === undefined ? undefined : new URL(address);
}
