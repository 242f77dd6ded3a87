import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { chooseProxy } from '../../../crawlers/egress/choose-proxy.js';
import { startEgressProxy } from '../../../crawlers/egress/start-egress-proxy.js';
import { createHttpFetcher } from '../../../crawlers/fetch/fetch-http.js';
import { FetchFailed, FetchForbidden, InvalidInput } from '../../../domain/errors.js';
import { startHostileSite, type HostileSite } from '../../sites/hostile/start-hostile-site.js';
import { startSelfSigned } from '../../sites/hostile/self-signed.js';
import { startOutgoingProxy, type OutgoingProxy } from '../../support/outgoing-proxy.js';
import { fetchThroughProxy } from '../../support/proxy-client.js';

let site: HostileSite;
let outgoing: OutgoingProxy;

beforeAll(async () => {
  site = await startHostileSite();
  site.pages.set('/page', { body: '<h1>by way of a proxy</h1>' });
  site.pages.set('/sitemap.xml.gz', {
    ...{ headers: { 'content-type': 'application/gzip' }, body: gzipSync('<urlset></urlset>') },
  });
});
beforeEach(async () => {
  outgoing = await startOutgoingProxy();
  return () => outgoing.close();
});
afterAll(() => site.close());

async function fetchBy(
  upstream: string | undefined,
  url: string,
  opened = new URL(site.origin).host,
) {
  const fetcher = createHttpFetcher({
    ...{ userAgent: 'Mingcha/0.1', privateNetwork: [opened] },
    ...{ timeoutMs: 3_000, maxBytes: 1_000_000, maxRedirects: 3 },
    upstream: upstream === undefined ? undefined : new URL(upstream),
  });
  try {
    return await fetcher.fetch({ url });
  } finally {
    await fetcher.close();
  }
}

const KINDS = ['httpUrl', 'socksUrl'] as const;

describe('an outgoing proxy', () => {
  it.each(KINDS)('(%s) brings a page over HTTP', async (kind) => {
    const page = await fetchBy(outgoing[kind], `${site.origin}/page`);
    expect(page.text).toContain('by way of a proxy');
    expect(outgoing.asked).toEqual([new URL(site.origin).host]);
  });

  it.each(KINDS)('(%s) brings what a browser asks for', async (kind) => {
    const egress = await startEgressProxy({
      ...{ privateNetwork: [new URL(site.origin).host], upstream: new URL(outgoing[kind]) },
    });
    const answer = await fetchThroughProxy(egress, `${site.origin}/page`);
    await egress.close();
    expect(answer).toMatchObject({ status: 200, body: '<h1>by way of a proxy</h1>' });
    expect(outgoing.asked).toEqual([new URL(site.origin).host]);
  });

  it('is not asked for an address that is not public', async () => {
    const elsewhere = 'http://localhost:8099/';
    await expect(fetchBy(outgoing.httpUrl, elsewhere)).rejects.toThrow(FetchForbidden);
    const egress = await startEgressProxy({
      ...{ privateNetwork: 'off', upstream: new URL(outgoing.httpUrl) },
    });
    const answer = await fetchThroughProxy(egress, elsewhere);
    await egress.close();
    expect(answer).toMatchObject({ status: 403, reason: 'address' });
    expect(outgoing.asked).toEqual([]);
  });

  it('that refuses or is gone is a failed fetch, told without its credential', async () => {
    const wrong = outgoing.httpUrl.replace('mc:', 'mc:hunter2');
    const failed = fetchBy(wrong, `${site.origin}/page`);
    await expect(failed).rejects.toThrow(FetchFailed);
    await expect(failed).rejects.toThrow(/answers 407/);
    await expect(failed).rejects.not.toThrow(/hunter2|p%40ss/);
    const socks = outgoing.socksUrl.replace('mc:', 'mc:hunter2');
    await expect(fetchBy(socks, `${site.origin}/page`)).rejects.toThrow(/credential/);
    const gone = 'socks5://127.0.0.1:9';
    await expect(fetchBy(gone, `${site.origin}/page`)).rejects.toThrow(/ECONNREFUSED/);
  });

  it.each([undefined, ...KINDS])('(%s) shows a host that cannot prove who it is', async (kind) => {
    const host = await startSelfSigned();
    onTestFinished(() => host.close());
    const failed = fetchBy(
      kind && outgoing[kind],
      `${host.origin}/page`,
      new URL(host.origin).host,
    );
    await expect(failed).rejects.toThrow(FetchFailed);
    await expect(failed).rejects.toThrow(
      /^the certificate of 127\.0\.0\.1 is not to be trusted: self-signed/,
    );
    expect(outgoing.asked).toEqual(kind === undefined ? [] : [new URL(host.origin).host]);
    expect(host.requests).toEqual([]);
  });

  it('is chosen by the source', () => {
    const proxies = { default: 'http://10.0.0.1:3128', hk: 'socks5://10.0.0.2' };
    expect(chooseProxy(undefined, proxies)?.host).toBe('10.0.0.1:3128');
    expect(chooseProxy('hk', proxies)?.protocol).toBe('socks5:');
    expect(chooseProxy('direct', proxies)).toBeUndefined();
    expect(chooseProxy(undefined, {})).toBeUndefined();
    expect(() => chooseProxy('us', proxies)).toThrow(InvalidInput);
  });
});

describe('an HTTP fetch', () => {
  it('does not talk to ports of other services', async () => {
    for (const port of [22, 25, 6000, 6667]) {
      const url = `http://${new URL(site.origin).hostname}:${port}/`;
      await expect(fetchBy(undefined, url)).rejects.toMatchObject({ reason: 'address' });
    }
  });

  it('reads a file that is packed as such', async () => {
    expect((await fetchBy(undefined, `${site.origin}/sitemap.xml.gz`)).text).toBe(
      '<urlset></urlset>',
    );
  });
});
