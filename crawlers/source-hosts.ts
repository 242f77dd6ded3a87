/** Which hosts belong to a source: those of its start pages, those it names, and what lies below them. */
import type { Source } from '../domain/source.js';

/** `m.site.cn` belongs to a source that starts at `site.cn`, and both to one that starts at `www.site.cn`. */
export function isHostOfSource(hostname: string, source: Pick<Source, 'start' | 'hosts'>): boolean {
  const name = withoutWww(hostname);
  const hosts = [...source.start.map((start) => new URL(start).hostname), ...source.hosts];
  return hosts.map(withoutWww).some((host) => name === host || name.endsWith(`.${host}`));
}

function withoutWww(host: string): string {
  return host
    .toLowerCase()
    .replace(/:\d+$/, '')
    .replace(/^www\./, '');
}
