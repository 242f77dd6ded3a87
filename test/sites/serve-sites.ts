/** Serves the four sample sites on loopback: a recruitment site, a tutoring listing, a platform and a news site. */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { sendReply, textReply, type SiteHandler } from './http/reply.js';
import { createNewsSite } from './news/news-site.js';
import { createPlatformSite } from './platform/platform-site.js';
import { createRecruitmentSite } from './recruitment/recruitment-site.js';
import { loadSamplePostings, SAMPLE_SITE_IDS, type SampleSiteId } from './sample-posting.js';
import { createTutoringSite } from './tutoring/tutoring-site.js';

/** The ports that `sources/demo-*.yml` name. */
export const DEMO_PORTS: Readonly<Record<SampleSiteId, number>> = {
  recruitment: 4801,
  tutoring: 4802,
  platform: 4803,
  news: 4804,
};

export interface ServedSite {
  readonly id: SampleSiteId;
  /** Without a slash at the end, such as `http://127.0.0.1:4801`. */
  readonly baseUrl: string;
  /** `sources/demo-<id>.yml`, with the address at which the site is really served. */
  readonly sourceYaml: string;
  /** Path and query of every request so far, in order. */
  readonly requests: readonly string[];
}

export interface ServeSitesOptions {
  /** Ports by site; 0 or nothing takes any free one. */
  readonly ports?: Partial<Record<SampleSiteId, number>>;
  readonly host?: string;
  /** The checkout, when this code runs from a bundle elsewhere. */
  readonly root?: string;
}

/**
 * Starts every sample site.
 * @returns the sites in a fixed order, and `close`, which ends open connections too
 * @throws when a port is taken or a posting file does not follow its schema
 */
export async function serveSites(
  options: ServeSitesOptions = {},
): Promise<{ readonly sites: readonly ServedSite[]; close(): Promise<void> }> {
  const host = options.host ?? '127.0.0.1';
  const root = options.root ?? fileURLToPath(new URL('../../', import.meta.url));
  const folder = path.join(root, 'test', 'sites');
  const servers: Server[] = [];
  const sites: ServedSite[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(servers.map((server) => closeServer(server)));
  };
  try {
    for (const id of SAMPLE_SITE_IDS) {
      const requests: string[] = [];
      const server = createSiteServer(createSite(id, folder), requests);
      const port = await listen(server, options.ports?.[id] ?? 0, host);
      servers.push(server);
      const baseUrl = `http://${host}:${String(port)}`;
      const sourceYaml = readFileSync(path.join(root, 'sources', `demo-${id}.yml`), 'utf8');
      const written = `http://127.0.0.1:${String(DEMO_PORTS[id])}`;
      sites.push({ id, baseUrl, sourceYaml: sourceYaml.replaceAll(written, baseUrl), requests });
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { sites, close };
}

function createSite(id: SampleSiteId, folder: string): SiteHandler {
  const postings = loadSamplePostings(id, folder);
  switch (id) {
    case 'recruitment':
      return createRecruitmentSite(postings);
    case 'tutoring':
      return createTutoringSite(postings, path.join(folder, 'tutoring', 'public'));
    case 'platform':
      return createPlatformSite(postings, path.join(folder, 'platform', 'images'));
    case 'news':
      return createNewsSite(postings);
  }
}

function createSiteServer(handle: SiteHandler, requests: string[]): Server {
  return createServer((request, response) => {
    const origin = `http://${request.headers.host ?? '127.0.0.1'}`;
    requests.push(request.url ?? '/');
    try {
      const url = new URL(request.url ?? '/', origin);
      const decodedPath = decodeURIComponent(url.pathname);
      sendReply(request, response, handle({ path: decodedPath, query: url.searchParams, origin }));
    } catch (error) {
      sendReply(request, response, textReply(`bad request: ${String(error)}`, 400));
    }
  });
}

async function listen(server: Server, port: number, host: string): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  // A TCP server that listens has an AddressInfo; a string is for pipes only.
  return (server.address() as AddressInfo).port;
}

async function closeServer(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
