import { z } from 'zod';
import { userAgent } from '../crawlers/politeness/user-agent.js';
import { fetchInBrowser } from '../crawlers/suggest/fetch-in-browser.js';
import { suggestFromSite } from '../crawlers/suggest/suggest-from-site.js';
import type { Suggestion } from '../crawlers/suggest/suggest-source.js';
import { InvalidInput } from '../domain/errors.js';
import { readConfig } from '../runtime/config.js';
import { findChromium } from '../runtime/find-chromium.js';
import { projectVersion } from '../runtime/project-version.js';
import { openPoliteFetcher } from './open-polite-fetcher.js';
import { say } from './print.js';

const WebAddressSchema = z.url({ protocol: /^https?$/ });

/**
 * Looks at the page behind an address with what this machine has; no database.
 * @throws {InvalidInput} when it is no web address, or no list stands there
 */
export async function suggest(address: string): Promise<Suggestion> {
  const url = WebAddressSchema.safeParse(address);
  if (!url.success) throw new InvalidInput(`${address} is no http or https address`);
  const config = readConfig();
  const executablePath = findChromium({ configured: config.chromiumPath, path: config.searchPath });
  const browser =
    executablePath === null
      ? null
      : {
          ...{ executablePath, privateNetwork: config.privateNetwork },
          userAgent: userAgent(projectVersion(), config.contact),
        };
  const fetcher = openPoliteFetcher(config);
  try {
    return await suggestFromSite(new URL(url.data).href, {
      fetcher,
      fetchInBrowser: browser === null ? null : (page, role) => fetchInBrowser(page, role, browser),
      onFetch: (page) => say(`正在查看 ${page}`),
    });
  } finally {
    await fetcher.close();
  }
}
