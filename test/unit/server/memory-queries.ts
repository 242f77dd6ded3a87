/** `ServerQueries` in memory, for tests of the server and of the web UI. */
import { InvalidInput, NotFound, Unavailable } from '../../../domain/errors.js';
import { decideLead, LeadStateSchema, type LeadState } from '../../../domain/lead.js';
import type { LeadDetail, LeadRow } from '../../../server/contract/lead.js';
import { may, type Viewer } from '../../../domain/rights.js';
import type { LeadFilter } from '../../../server/lead-queries.js';
import type { AuditEntry, ServerQueries } from '../../../server/queries.js';
import type { Account, LoginAttempt } from '../../../server/session-queries.js';
import { memoryPatrols, type PatrolMemory } from './memory-patrols.js';

export interface Memory {
  readonly queries: ServerQueries;
  readonly leads: Map<number, LeadDetail>;
  readonly audit: AuditEntry[];
  /** Session hashes that are known. */
  readonly sessions: Map<string, { readonly account: Account; readonly expiresAt: Date }>;
  readonly patrols: PatrolMemory;
  /** While true, the database "does not answer". */
  isDown: boolean;
  /** Another user decides, behind the back of whoever has the lead open. */
  decideAs(user: Viewer, leadId: number, decision: Parameters<typeof decideLead>[1]): void;
}

export function memoryQueries({
  users,
  leads,
  patrols = memoryPatrols(),
  now,
}: {
  readonly users: readonly { readonly account: Account; readonly passwordHash: string }[];
  readonly leads: readonly LeadDetail[];
  readonly patrols?: PatrolMemory;
  readonly now: () => Date;
}): Memory {
  const attempts: (LoginAttempt & { readonly at: Date })[] = [];
  const byId = new Map(leads.map((lead) => [lead.id, lead]));
  let lastDecision = 0;

  function decide(
    user: Viewer,
    leadId: number,
    decision: Parameters<typeof decideLead>[1],
    seenVersion: number,
  ): LeadRow {
    const lead = byId.get(leadId);
    if (lead === undefined) throw new NotFound(`no lead ${leadId}`);
    const toState = decideLead(lead, decision, seenVersion);
    const decided: LeadDetail = {
      ...lead,
      state: toState,
      primaryCode: decision.action === 'confirm' ? decision.code : lead.primaryCode,
      version: lead.version + 1,
      decisions: [
        ...lead.decisions,
        {
          id: (lastDecision += 1),
          leadId,
          userId: user.userId,
          userName: user.displayName,
          action: decision.action,
          code: decision.action === 'confirm' ? decision.code : null,
          reason: decision.action === 'dismiss' ? decision.reason : null,
          note: decision.note,
          fromState: lead.state,
          toState,
          decidedAt: now(),
        },
      ],
    };
    byId.set(leadId, decided);
    memory.audit.push({
      ...{ userId: user.userId, actor: user.name, action: 'decide' },
      ...{ objectType: 'lead', objectId: String(leadId), detail: { decision: decision.action } },
    });
    return decided;
  }

  function visible(viewer: Viewer): LeadDetail[] {
    return may(viewer, 'read-leads') ? [...byId.values()] : [];
  }

  const memory: Memory = {
    leads: byId,
    audit: patrols.audit,
    sessions: new Map(),
    patrols,
    isDown: false,
    decideAs(user, leadId, decision) {
      decide(user, leadId, decision, byId.get(leadId)?.version ?? 0);
    },
    queries: {
      ...patrols.queries,
      async ping() {
        if (memory.isDown) throw new Unavailable('the database does not answer');
      },
      async findUserByName(name) {
        return users.find(({ account }) => account.name === name) ?? null;
      },
      async createSession({ idHash, userId, expiresAt }, entry) {
        memory.audit.push(entry);
        const account = users.find((known) => known.account.userId === userId)?.account;
        if (account !== undefined) memory.sessions.set(idHash, { account, expiresAt });
      },
      async findSession(idHash) {
        return memory.sessions.get(idHash) ?? null;
      },
      async deleteSession(idHash, entry) {
        if (entry !== null) memory.audit.push(entry);
        memory.sessions.delete(idHash);
      },
      async countRecentLoginFailures({ userName, address, since }) {
        const recent = attempts.filter(({ at }) => at >= since);
        const ofUser = recent.filter((attempt) => attempt.userName === userName);
        const lastSuccess = ofUser.findLastIndex(({ succeeded }) => succeeded);
        return {
          byUser: ofUser.slice(lastSuccess + 1).length,
          byAddress: recent.filter((a) => a.address === address && !a.succeeded).length,
        };
      },
      async recordLogin(attempt, entry) {
        if (entry !== null) memory.audit.push(entry);
        attempts.push({ ...attempt, at: now() });
      },
      async findLeads(viewer, filter) {
        const matching = visible(viewer)
          .filter((lead) => matches(lead, filter))
          .sort(orderOf(filter));
        const start = startOf(filter.cursor);
        const page = matching.slice(start, start + filter.limit);
        const end = start + page.length;
        return {
          leads: page,
          nextCursor: end < matching.length ? `after-${end}` : null,
          total: matching.length,
        };
      },
      async findLead(viewer, leadId) {
        if (memory.isDown) throw new Error('secret connection string');
        return visible(viewer).find(({ id }) => id === leadId) ?? null;
      },
      isLeadKnown: async (leadId) => byId.has(leadId),
      async countLeads(viewer, states) {
        const all = visible(viewer);
        const chosen = all.filter((lead) => states === null || states.includes(lead.state));
        const tally = (keys: readonly string[]) => {
          const counts = new Map<string, number>();
          for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
          return [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
        };
        const names = new Map(
          all.flatMap((lead) => lead.sources.map(({ id, name }) => [id, name])),
        );
        const states_ = Object.fromEntries(
          LeadStateSchema.options.map((state) => [
            state,
            all.filter((l) => l.state === state).length,
          ]),
        ) as Record<LeadState, number>; // every option is a key
        return {
          states: states_,
          codes: tally(chosen.flatMap((l) => l.codes)).map(([code, count]) => ({ code, count })),
          sources: tally(chosen.flatMap((l) => l.sources.map(({ id }) => id))).map(
            ([id, count]) => ({
              id,
              name: names.get(id) ?? id,
              count,
            }),
          ),
        };
      },
      async decideLead(viewer, { leadId, seenVersion, decision }) {
        return decide(viewer, leadId, decision, seenVersion);
      },
      async recordAudit(entry) {
        memory.audit.push(entry);
      },
    },
  };
  return memory;
}

function matches(lead: LeadDetail, filter: LeadFilter): boolean {
  const text = [lead.title, lead.publisher, ...lead.postings.map(({ body }) => body)].join('\n');
  return (
    (filter.states === null || filter.states.includes(lead.state)) &&
    (filter.code === null || lead.codes.includes(filter.code)) &&
    (filter.sourceId === null || lead.sources.some(({ id }) => id === filter.sourceId)) &&
    (filter.text === null || text.includes(filter.text)) &&
    (!filter.needsExpert || lead.postings.some(({ subject }) => subject.needsExpert))
  );
}

function orderOf({ sort }: LeadFilter): (a: LeadRow, b: LeadRow) => number {
  const key = (lead: LeadRow): number => {
    switch (sort) {
      case 'priority':
        return -lead.priority.total;
      case 'newest':
        return -lead.firstSeenAt.getTime();
      case 'oldest':
        return lead.firstSeenAt.getTime();
      case 'postings':
        return -lead.postingCount;
    }
  };
  return (a, b) => key(a) - key(b) || b.id - a.id;
}

function startOf(cursor: string | null): number {
  if (cursor === null) return 0;
  const [, offset] = /^after-(\d+)$/.exec(cursor) ?? [];
  if (offset === undefined) throw new InvalidInput('cursor is none of ours', ['cursor: unknown']);
  return Number(offset);
}
