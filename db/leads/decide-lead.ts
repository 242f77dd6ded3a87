import { hashDecision, type HashedDecision } from '../../domain/audit-chain.js';
import { NotAllowed, NotFound } from '../../domain/errors.js';
import { decideLead as nextState, type DecisionInput, type Lead } from '../../domain/lead.js';
import type { Viewer } from '../../domain/rights.js';
import { hashedTime } from '../audit/hashed-time.js';
import { recordAudit } from '../audit/record-audit.js';
import { storable, type Database } from '../connect.js';
import { listedColumns, type ListedLead } from './find-leads.js';
import { visibleTo } from './visible-to.js';

/**
 * Applies a reviewer's decision and appends it with its audit entry, in one transaction; of two at once, one wins.
 * @throws {NotFound} also when the viewer may not see it @throws {NotAllowed} @throws {Conflict} @throws {InvalidInput} nothing is written then
 */
export async function decideLead(
  database: Database,
  viewer: Pick<Viewer, 'userId' | 'name' | 'grants'>,
  {
    leadId,
    seenVersion,
    decision,
  }: {
    readonly leadId: number;
    readonly seenVersion: number;
    readonly decision: DecisionInput;
  },
): Promise<ListedLead> {
  await database.begin(async (transaction) => {
    const [lead] = await transaction<
      (Pick<Lead, 'id' | 'state' | 'version'> & { mayDecide: boolean })[]
    >`
      select l.id, l.state, l.version, ${visibleTo(transaction, viewer, 'decide')} as may_decide
      from leads l where l.id = ${leadId} and ${visibleTo(transaction, viewer)} for update`;
    if (lead === undefined) {
      throw new NotFound(`no lead ${leadId}`, { userMessage: '没有这条线索。' });
    }
    if (!lead.mayDecide) {
      throw new NotAllowed(`lead ${leadId} may be seen, not decided`, {
        userMessage: '这条线索您只能查看，不能研判。',
      });
    }
    const toState = nextState(lead, decision, seenVersion);
    const code = decision.action === 'confirm' ? storable(decision.code) : null;
    const reason = decision.action === 'dismiss' ? decision.reason : null;
    await transaction`
      update leads set state = ${toState}, version = version + 1, updated_at = now()
      where id = ${leadId}`;
    const [kept] = await transaction<HashedDecision[]>`
      insert into decisions (lead_id, user_id, action, code, reason, note, from_state, to_state)
      values (${leadId}, ${viewer.userId}, ${decision.action}, ${code}, ${reason}, ${storable(decision.note)},
        ${lead.state}, ${toState})
      returning id, lead_id, user_id, action, code, reason, note, from_state, to_state,
        ${hashedTime(transaction, 'decided_at')} as at`;
    if (kept === undefined) throw new Error('an insert without a row');
    await recordAudit(transaction, {
      ...{ userId: viewer.userId, actor: viewer.name, action: 'decide' },
      ...{ objectType: 'lead', objectId: String(leadId) },
      detail: {
        ...{ decision: decision.action, state: toState, version: lead.version + 1 },
        ...{ decisionId: kept.id, decisionHash: hashDecision(kept) },
      },
    });
  });
  const [decided] = await database<ListedLead[]>`
    select ${listedColumns(database)} from leads l where l.id = ${leadId}`;
  if (decided === undefined) throw new NotFound(`no lead ${leadId}`);
  return decided;
}
