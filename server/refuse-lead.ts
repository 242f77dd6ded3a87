import { NotFound } from '../domain/errors.js';
import type { Viewer } from '../domain/rights.js';
import type { ServerQueries } from './queries.js';

/**
 * What somebody is told of a lead he may not see: the same as of one that is not there. That he asked
 * is written down when it is there.
 */
export async function refuseLead(
  queries: ServerQueries,
  viewer: Viewer,
  leadId: number,
): Promise<NotFound> {
  if (await queries.isLeadKnown(leadId)) {
    await queries.recordAudit({
      ...{ userId: viewer.userId, actor: viewer.name, action: 'refused-lead' },
      ...{ objectType: 'lead', objectId: String(leadId), detail: {} },
    });
  }
  return new NotFound(`no lead ${leadId}`, { userMessage: '没有这条线索。' });
}
