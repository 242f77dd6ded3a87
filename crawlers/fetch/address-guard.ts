/**
 * Which addresses a crawler may talk to: public ones only, unless a setting opens named hosts.
 * Checked on the address that is connected to, so that a name cannot be re-bound in between.
 */
import { lookup as dnsLookup, type LookupAddress, type LookupAllOptions } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { FetchForbidden } from '../../domain/errors.js';
import { isWebPort, portOf } from './web-ports.js';

/** Hosts whose private addresses are allowed: none, all, or these (`host` or `host:port`). */
export type PrivateNetwork = 'off' | 'all' | readonly string[];

/** IANA special-purpose IPv4 ranges that are not globally reachable, multicast and reserved space. */
const SPECIAL_V4: readonly (readonly [string, number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** Inside 2000::/3, the only global unicast space; everything outside of it is refused as a whole. */
const SPECIAL_V6: readonly (readonly [string, number])[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
];

const special = new BlockList();
for (const [network, prefix] of SPECIAL_V4) special.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of SPECIAL_V6) special.addSubnet(network, prefix, 'ipv6');
const globalV6 = new BlockList();
globalV6.addSubnet('2000::', 3, 'ipv6');

/** Whether an IP address (no brackets) is publicly routable. Anything that is no IP address is not. */
export function isPublicAddress(address: string): boolean {
  const version = isIP(address);
  if (version === 4) return !special.check(address, 'ipv4');
  if (version !== 6 || address.includes('%')) return false;
  return globalV6.check(address, 'ipv6') && !special.check(address, 'ipv6');
}

/** Whether the setting opens private addresses for the host of a URL. */
export function isHostOpened(url: URL, privateNetwork: PrivateNetwork): boolean {
  if (privateNetwork === 'all') return true;
  if (privateNetwork === 'off') return false;
  const name = bareHostname(url);
  return privateNetwork.some((entry) => entry === url.host || entry === name);
}

/**
 * Refuses what can be refused before a connection: other schemes, ports of other services, literal
 * private addresses.
 * @throws FetchForbidden with reason `address`
 */
export function checkUrl(url: URL, privateNetwork: PrivateNetwork): void {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new FetchForbidden(`only http and https are fetched, not ${url.protocol}`, 'address');
  }
  if (!isWebPort(portOf(url))) {
    throw new FetchForbidden(`port ${portOf(url)} serves no web pages`, 'address');
  }
  if (isHostOpened(url, privateNetwork)) return;
  const name = bareHostname(url);
  if (isIP(name) !== 0 && !isPublicAddress(name)) throw refusedAddress(name);
}

/** All addresses of a name, as `dns.lookup` gives them. */
export type ResolveName = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * A `lookup` for sockets that resolves once and refuses the host when any of its addresses is not
 * public. The socket then connects to exactly the addresses that were checked.
 */
export function guardedLookup(
  isOpened: (hostname: string) => boolean,
  resolveName: ResolveName = dnsLookup,
): LookupFunction {
  return (hostname, options, callback) => {
    resolveName(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, []);
      const refused = isOpened(hostname) ? undefined : findRefused(addresses);
      if (refused !== undefined) return callback(refusedAddress(hostname), []);
      const [first] = addresses;
      if (options.all === true || first === undefined) return callback(null, addresses);
      callback(null, first.address, first.family);
    });
  };
}

function findRefused(addresses: readonly LookupAddress[]): LookupAddress | undefined {
  return addresses.find(({ address }) => !isPublicAddress(address));
}

/** The host of a URL without port, and without the brackets of an IPv6 address. */
export function bareHostname(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '');
}

function refusedAddress(host: string): FetchForbidden {
  return new FetchForbidden(`${host} is not a public address`, 'address');
}
