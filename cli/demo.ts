/** The sample sites on loopback, as sources to try the system on. */
import { join } from 'node:path';
import { saveSource } from '../db/sources/save-source.js';
import type { Source } from '../domain/source.js';
import { codeRoot } from '../runtime/project-root.js';
import { parseSource } from '../runtime/read-sources.js';
import { DEMO_PORTS, serveSites } from '../test/sites/serve-sites.js';
import type { Deps } from '../workers/deps.js';

export interface RunningDemo {
  readonly sources: readonly Source[];
  close(): Promise<void>;
}

/** All demo sources have ids that start so. */
export const DEMO_PREFIX = 'demo-';

/** Serves the sample sites, on the ports their sources name or, when one is taken, on free ones. */
export async function startDemo(deps: Deps): Promise<RunningDemo> {
  const root = codeRoot();
  const served = await serveSites({ root, ports: DEMO_PORTS }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return serveSites({ root });
  });
  const sources = served.sites.map((site) =>
    parseSource(site.sourceYaml, join('sources', `demo-${site.id}.yml`)),
  );
  for (const source of sources) await saveSource(deps.database, source);
  return { sources, close: () => served.close() };
}
