/** What the audit log says of changes to sources. */
import type { Viewer } from '../domain/rights.js';
import type { Source } from '../domain/source.js';
import type { AuditEntry } from './queries.js';

type Person = Pick<Viewer, 'userId' | 'name'>;

export function sourceAdded(viewer: Person, source: Source): AuditEntry {
  const detail = { url: source.start[0] ?? '', kind: source.kind };
  return { ...aboutSource(viewer, source.id), action: 'add-source', detail };
}

export function sourceSwitched(viewer: Person, sourceId: string, isEnabled: boolean): AuditEntry {
  const action = isEnabled ? 'enable-source' : 'disable-source';
  return { ...aboutSource(viewer, sourceId), action, detail: {} };
}

export function runAsked(viewer: Person, sourceId: string): AuditEntry {
  return { ...aboutSource(viewer, sourceId), action: 'ask-run', detail: {} };
}

export function suggestionAsked(viewer: Person, suggestionId: number, url: string): AuditEntry {
  return {
    ...{ userId: viewer.userId, actor: viewer.name, action: 'look-at-site' },
    ...{ objectType: 'suggestion', objectId: String(suggestionId), detail: { url } },
  };
}

function aboutSource({ userId, name }: Person, objectId: string) {
  return { userId, actor: name, objectType: 'source', objectId } as const;
}
