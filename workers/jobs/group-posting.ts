import {
  findCandidateLeads,
  findContactSpread,
  findLeadPostingIds,
  findMembers,
  loadGroupingSubject,
  markGrouped,
  saveFingerprint,
  whileGrouping,
  type CandidateLead,
} from '../../db/leads/group-posting.js';
import { createLead, joinLead, updateLead } from '../../db/leads/save-lead.js';
import type { Transaction } from '../../db/connect.js';
import { buildLead, type LeadMember, type LeadSummary } from '../../leads/build-lead.js';
import { GROUPING_LIMITS, groupPosting, type GroupCandidate } from '../../leads/group-posting.js';
import {
  decodeMinhash,
  encodeMinhash,
  lshBands,
  textFingerprint,
} from '../../leads/text-fingerprint.js';
import { postingText } from '../../domain/posting.js';
import type { Seal } from '../../runtime/seal.js';
import { defineJob } from './define-job.js';

/** finding → lead */
export const groupPostingJob = defineJob({
  queue: 'group',
  concurrency: 2,
  async run({ postingId, version }, { database, clock, seal }) {
    await whileGrouping(database, async (transaction) => {
      const subject = await loadGroupingSubject(transaction, postingId, version);
      if (subject === undefined) return;
      const { posting, contactKeys } = subject;
      const fingerprint = textFingerprint(postingText(posting));
      const bands = lshBands(fingerprint);
      const stored = { textHash: fingerprint.sha256, signature: encodeMinhash(fingerprint), bands };
      await saveFingerprint(transaction, postingId, stored);

      // A text that is no longer flagged stays with its lead: what was seen was seen.
      if (subject.leadId !== null) {
        await refreshLead(transaction, subject.leadId, clock.now(), seal);
      } else if (subject.isFlagged) {
        const decision = groupPosting({
          posting: { id: postingId, fingerprint, contactKeys },
          candidates: (await findCandidateLeads(transaction, postingId, contactKeys, stored)).map(
            toCandidate,
          ),
          keptApart: new Set(),
          contactSpread: await findContactSpread(transaction, contactKeys),
          limits: GROUPING_LIMITS,
        });
        if ('joinLeadId' in decision) {
          await joinLead(transaction, decision.joinLeadId, postingId, decision.reason);
          await refreshLead(transaction, decision.joinLeadId, clock.now(), seal);
        } else {
          const summary = sumUp(await findMembers(transaction, [postingId], seal), clock.now());
          const leadId = await createLead(transaction, summary);
          await joinLead(transaction, leadId, postingId, decision.reason);
        }
      }
      await markGrouped(transaction, postingId, version);
    });
  },
});

async function refreshLead(
  transaction: Transaction,
  leadId: number,
  now: Date,
  seal: Seal,
): Promise<void> {
  const postingIds = await findLeadPostingIds(transaction, leadId);
  const members = await findMembers(transaction, postingIds, seal);
  // Every posting may have been rewritten since, and say nothing any more: the lead stays as it was.
  if (!members.some(({ classification }) => classification.findings.length > 0)) return;
  await updateLead(transaction, leadId, sumUp(members, now));
}

function sumUp(members: readonly LeadMember[], now: Date): LeadSummary {
  return buildLead({ members, now, recurrenceCount: 0, complaintCount: 0 });
}

function toCandidate({ leadId, postingIds, contactKeys, prints }: CandidateLead): GroupCandidate {
  return {
    leadId,
    postingIds: new Set(postingIds),
    contactKeys: new Set(contactKeys),
    fingerprints: prints.map(({ textHash, signature, length }) => ({
      sha256: textHash,
      length,
      minhash: decodeMinhash(Buffer.from(signature, 'base64')),
    })),
  };
}
