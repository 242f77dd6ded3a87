import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkUrl, guardedLookup, isPublicAddress } from '../../../crawlers/fetch/address-guard.js';
import { FetchForbidden } from '../../../domain/errors.js';

/** IANA special-purpose registries, RFC 6890 and its updates: network and prefix. */
const SPECIAL_V4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const;

const toNumber = (address: string) =>
  address.split('.').reduce((value, part) => value * 256 + Number(part), 0);
const toAddress = (value: number) =>
  [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
const isSpecial = (value: number) =>
  SPECIAL_V4.some(([network, prefix]) => {
    const start = toNumber(network);
    return value >= start && value < start + 2 ** (32 - prefix);
  });

describe('public addresses', () => {
  it('refuses every special IPv4 address, in each of its disguises', () => {
    const inside = fc
      .constantFrom(...SPECIAL_V4)
      .chain(([network, prefix]) =>
        fc
          .integer({ min: 0, max: 2 ** (32 - prefix) - 1 })
          .map((offset) => toNumber(network) + offset),
      );
    fc.assert(
      fc.property(inside, (value) => {
        const address = toAddress(value);
        const hex = value.toString(16).padStart(8, '0');
        const [high, low] = [hex.slice(0, 4), hex.slice(4)];
        expect(isPublicAddress(address)).toBe(false);
        expect(isPublicAddress(`::ffff:${address}`)).toBe(false);
        expect(isPublicAddress(`::${address}`)).toBe(false);
        expect(isPublicAddress(`64:ff9b::${address}`)).toBe(false);
        expect(isPublicAddress(`2002:${high}:${low}::1`)).toBe(false);
        for (const host of [
          address,
          String(value),
          `0x${hex}`,
          `[::ffff:${high}:${low}]`,
          address.replaceAll('.', '。'),
        ]) {
          expect(() => checkUrl(new URL(`http://${host}/`), 'off'), host).toThrow(FetchForbidden);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('lets every other IPv4 address pass, but those of two registries for name servers and relays', () => {
    const outside = fc
      .integer({ min: 2 ** 24, max: 2 ** 32 - 1 })
      .filter((value) => !isSpecial(value));
    fc.assert(
      fc.property(outside, (value) => {
        const address = toAddress(value);
        fc.pre(!/^192\.(?:31\.196|52\.193|175\.48)\./.test(address));
        expect(isPublicAddress(address)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    '::',
    '::1',
    'fe80::1',
    'fc00::1',
    'fd00:ec2::254',
    'ff02::1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::',
    '3fff::1',
    '100::1',
    '64:ff9b:1::1',
    'fec0::1',
    '5f00::1',
    'fe80::1%eth0',
    'not an address',
    '',
  ])('refuses %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(['1.1.1.1', '114.114.114.114', '2400:3200::1', '2606:4700::1111'])(
    'lets %s pass',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );
});

describe('checkUrl', () => {
  it.each([
    'http://127.1/',
    'http://0177.0.0.1/',
    'http://0x7f.1/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://2130706433/',
  ])('sees through %s', (url) =>
    expect(() => checkUrl(new URL(url), 'off')).toThrow(FetchForbidden),
  );

  it.each(['ftp://a.example/', 'file:///etc/passwd', 'gopher://a.example/', 'data:text/html,x'])(
    'refuses %s',
    (url) => expect(() => checkUrl(new URL(url), 'all')).toThrow(FetchForbidden),
  );

  it('opens only the hosts that are named', () => {
    const url = new URL('http://127.0.0.1:8080/');
    for (const opened of ['all', ['127.0.0.1'], ['127.0.0.1:8080']] as const) {
      expect(() => checkUrl(url, opened)).not.toThrow();
    }
    for (const opened of ['off', [], ['127.0.0.1:8081'], ['localhost']] as const) {
      expect(() => checkUrl(url, opened)).toThrow(FetchForbidden);
    }
  });
});

describe('names', () => {
  const resolve = (isOpened: boolean) =>
    new Promise<NodeJS.ErrnoException | null>((done) => {
      guardedLookup(() => isOpened)('localhost', {}, (error) => done(error));
    });

  it('are refused when they resolve to a private address, at the connection itself', async () => {
    expect(await resolve(false)).toBeInstanceOf(FetchForbidden);
    expect(await resolve(true)).toBeNull();
  });
});
