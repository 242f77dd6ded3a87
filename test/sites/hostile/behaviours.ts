/** Every hostile address that is a page by itself; lists without an end are in `traps.ts`, what only a browser suffers from in `scripts.ts`. */
import type { Behaviour } from './behaviour.js';
import { BODIES } from './bodies.js';
import { CONNECTIONS } from './connections.js';
import { HEADERS } from './headers.js';
import { REDIRECTS } from './redirects.js';
import { REFRESHES } from './refreshes.js';
import { STATUSES } from './statuses.js';
import { TEXTS } from './texts.js';
import { WALLS } from './walls.js';

export const BEHAVIOURS: readonly Behaviour[] = [
  ...CONNECTIONS,
  ...BODIES,
  ...HEADERS,
  ...REDIRECTS,
  ...STATUSES,
  ...TEXTS,
  ...WALLS,
  ...REFRESHES,
];
