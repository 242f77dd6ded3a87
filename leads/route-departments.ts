/** Codes of a lead → the departments it goes to, as the special campaign has shared the work. */
import type { DepartmentId } from '../domain/departments.js';

const AT_HOME: readonly DepartmentId[] = ['education', 'town', 'market', 'urban'];
const ONLINE: readonly DepartmentId[] = ['education', 'cyberspace', 'market'];
const ADVERTISING: readonly DepartmentId[] = ['market', 'education'];

/** Who leads, then who helps. Who only gets a copy is not named here: a copy gives no say. */
const ROUTES: Readonly<Record<string, readonly DepartmentId[]>> = {
  'LIC-01': ['education', 'market', 'police', 'town'],
  'LIC-02': ['market', 'education', 'town'],
  'LIC-03': ['education', 'market', 'civil', 'town'],
  'LIC-04': ['education', 'science', 'culture', 'sports', 'market', 'town'],
  'LIC-05': ['education', 'cyberspace', 'market'],
  'COV-01': AT_HOME,
  'COV-02': ['education', 'commerce', 'market'],
  'COV-03': AT_HOME,
  'COV-04': AT_HOME,
  'COV-05': ['education', 'culture', 'market'],
  'COV-06': AT_HOME,
  'COV-07': ['science', 'culture', 'sports', 'education'],
  'COV-08': ['education', 'market', 'town'],
  'COV-09': ['education', 'market', 'town'],
  'COV-99': AT_HOME,
  'ONL-01': ONLINE,
  'ONL-02': ONLINE,
  'ONL-03': ONLINE,
  'ONL-04': ONLINE,
  'ONL-05': ONLINE,
  'ONL-06': ['cyberspace', 'education'],
  'ONL-07': ['education', 'market', 'police'],
  'TIM-01': ['education', 'town'],
  'ADV-01': ADVERTISING,
  'ADV-02': ADVERTISING,
  'ADV-03': ADVERTISING,
  'ADV-04': ADVERTISING,
  'ADV-05': ADVERTISING,
  'ADV-06': ADVERTISING,
  'ADV-07': ['market', 'education', 'cyberspace'],
  'PRC-01': ADVERTISING,
  'PRC-02': ADVERTISING,
  'PRC-03': ADVERTISING,
  'PRC-04': ADVERTISING,
  'PRC-05': ['education', 'finance', 'market'],
  'CTR-01': ADVERTISING,
  'CTR-02': ADVERTISING,
  'TCH-01': ['education', 'discipline'],
  'INF-01': ['cyberspace', 'education', 'labour'],
  'INF-02': ['commerce', 'education', 'market'],
  'INF-03': ['housing', 'town', 'police'],
  'RSK-01': ['education', 'police', 'market', 'finance'],
  'RSK-02': ['labour', 'education'],
  'RSK-03': ['education', 'fire', 'housing', 'town'],
  'RSK-04': ['education', 'cyberspace'],
};

/**
 * The departments of a lead, each once: first the one that leads on the primary code, then those that
 * help it, then those that would lead on the other codes. Education when no code has a route.
 */
export function routeDepartments(primary: string, codes: readonly string[]): DepartmentId[] {
  const leading = codes.flatMap((code) => ROUTES[code]?.slice(0, 1) ?? []);
  const departments = new Set([...(ROUTES[primary] ?? []), ...leading]);
  return departments.size === 0 ? ['education'] : [...departments];
}
