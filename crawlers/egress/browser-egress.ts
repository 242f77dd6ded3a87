/** How Chromium is started so that nothing of it leaves but through the proxy. */
import type { LaunchOptions } from 'playwright';
import type { EgressProxy } from './start-egress-proxy.js';

/** The launch options that belong to a proxy; the credential is given to Chromium by Playwright. */
export function browserEgress({
  url,
  username,
  password,
}: EgressProxy): Required<Pick<LaunchOptions, 'proxy' | 'args'>> {
  return {
    // Chromium would go around a proxy for its own machine, unless it is told not to.
    proxy: { server: url, username, password, bypass: '<-loopback>' },
    args: [
      // UDP knows no proxy.
      '--disable-quic',
      '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
      '--webrtc-ip-handling-policy=disable_non_proxied_udp',
      // Names are resolved by the proxy; whatever would go around it finds no host.
      `--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE ${new URL(url).hostname}`,
    ],
  };
}
