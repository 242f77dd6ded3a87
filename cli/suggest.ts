import { z } from 'zod';
import { userAgent } from '../crawlers/politeness/user-agent.js';
import type { Suggestion } from '../crawlers/suggest/suggest-source.js';
import { InvalidInput } from '../domain/errors.js';
import { readConfig } from '../runtime/config.js';
import { findChromium } from '../runtime/find-chromium.js';
import { projectVersion } from '../runtime/project-version.js';
import { suggestSite } from '../workers/suggest-site.js';
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
  const settings = {
    userAgent: userAgent(projectVersion(), config.contact),
    privateNetwork: config.privateNetwork,
    proxies: config.egressProxies,
    chromiumPath: findChromium({ configured: config.chromiumPath, path: config.searchPath }),
  };
  return suggestSite(settings, new URL(url.data).href, {
    onFetch: (page) => say(`正在查看 ${page}`),
  });
}
