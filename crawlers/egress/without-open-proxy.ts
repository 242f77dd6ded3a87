/** Crawlee's browser pool opens a proxy when it is loaded: on all interfaces, without a password, never used by us. */
import { createRequire } from 'node:module';

/** The part of `proxy-chain` that is called then. */
interface ProxyChain {
  readonly Server: { readonly prototype: { listen: () => Promise<void> } };
}

/** Loads modules that load `@crawlee/playwright`, and keeps that proxy from listening. */
export async function withoutOpenProxy<Loaded>(load: () => Promise<Loaded>): Promise<Loaded> {
  // The very copy that the browser pool has.
  const playwright = createRequire(import.meta.url).resolve('@crawlee/playwright');
  const pool = createRequire(playwright).resolve('@crawlee/browser-pool');
  // A module that is required has no type of its own.
  const { Server } = createRequire(pool)('proxy-chain') as ProxyChain;
  const { listen } = Server.prototype;
  Server.prototype.listen = () => Promise.resolve();
  try {
    return await load();
  } finally {
    Server.prototype.listen = listen;
  }
}
