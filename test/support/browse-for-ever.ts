/** A crawler in a browser whose page never comes to rest; says so when the page is there. `node FILE ORIGIN`. */
import { browse, sourceOf } from './browse-site.js';

const [origin = ''] = process.argv.slice(2);
const source = sourceOf([`${origin}/for-ever`], { fetch: 'browser' });
process.once('SIGTERM', () => stop.abort());
const stop = new AbortController();
await browse(source, {
  signal: stop.signal,
  limits: { settleMs: 120_000, timeoutMs: 120_000 },
});
