import { storable, type Database } from '../connect.js';
import { NotFound } from '../../domain/errors.js';
import { decideLead as nextState, type DecisionInput, type Lead } from '../../domain/lead.js';
import type { Viewer } from '../../domain/rights.js';
import { listedColumns, type ListedLead } from './find-leads.js';
import { visibleTo } from './visible-to.js';

/**
 * Applies a reviewer's decision and appends it, in one transaction; of two at once, one wins.
 * @throws {NotFound} @throws {Conflict} @throws {InvalidInput} nothing is written then
 */
export async function decideLead(
  database: Database,
  viewer: Pick<Viewer, 'userId' | 'grants'>,
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
    const [lead] = await transaction<Pick<Lead, 'id' | 'state' | 'version'>[]>`
      select l.id, l.state, l.version from leads l
      where l.id = ${leadId} and ${visibleTo(database, viewer, 'decide')} for update`;
    if (lead === undefined) {
      throw new NotFound(`no lead ${leadId}`, { userMessage: '没有这条线索。' });
    }
    const toState = nextState(lead, decision, seenVersion);
    const code = decision.action === 'confirm' ? storable(decision.code) : null;
    const reason = decision.action === 'dismiss' ? decision.reason : null;
    await transaction`
      update leads set state = ${toState}, version = version + 1, updated_at = now()
      where id = ${leadId}`;
    await transaction`
      insert into decisions (lead_id, user_id, action, code, reason, note, from_state, to_state)
      values (${leadId}, ${viewer.userId}, ${decision.action}, ${code}, ${reason}, ${storable(decision.note)},
        ${lead.state}, ${toState})`;
  });
  const [decided] = await database<ListedLead[]>`
    select ${listedColumns(database)} from leads l where l.id = ${leadId}`;
  if (decided === undefined) throw new NotFound(`no lead ${leadId}`);
  return decided;
}
