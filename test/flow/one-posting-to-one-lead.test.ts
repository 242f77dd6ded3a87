/** The whole chain: a site is patrolled, an ad becomes a lead, a reviewer confirms it, a file is handed out. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { decideLead } from '../../db/leads/decide-lead.js';
import { findLead } from '../../db/leads/find-lead.js';
import { findLeads } from '../../db/leads/find-leads.js';
import { countUnfinishedPostings } from '../../db/postings/unfinished-postings.js';
import { saveSource } from '../../db/sources/save-source.js';
import { parseSource } from '../../runtime/read-sources.js';
import { runSource } from '../../workers/run-source.js';
import { startWorkers } from '../../workers/start-workers.js';
import { writeExportFile } from '../../workers/write-export-file.js';
import { serveSites } from '../sites/serve-sites.js';
import { openTestDeps } from '../support/open-test-deps.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { waitUntil } from '../support/wait-until.js';
import { WHOLE_BUREAU } from '../../domain/rights.js';
import { addReviewer } from '../support/add-reviewer.js';

const EVERY_LEAD = { states: null, code: null, sourceId: null, text: null };

it('leads from an ad on a site to a confirmed lead in a file', async () => {
  const opened = await openTestDeps();
  onTestFinished(() => opened.close());
  const { deps, connection } = opened;
  const { database } = deps;

  // A source is a YAML file; the sample site is served on a free port.
  const served = await serveSites();
  onTestFinished(() => served.close());
  const site = served.sites.find(({ id }) => id === 'recruitment');
  const written = parseSource(site?.sourceYaml ?? '', 'demo-recruitment.yml');
  const source = {
    ...written,
    pace: { delayMs: 0 },
    limits: { ...written.limits, pages: 60, depth: 30 },
  };
  await saveSource(database, source);

  // A run crawls it: pages and postings are saved, and each posting becomes a job.
  const workers = startWorkers(deps, connection, ['classify', 'group']);
  onTestFinished(() => workers.stop());
  const { status } = await runSource(deps, source, 'command', new AbortController().signal);
  expect(status).toBe('started');
  const isDone = async () => (await countUnfinishedPostings(database, null)) === 0;
  await waitUntil('every posting is grouped', isDone);

  // The queue shows what was found, the most urgent first.
  const queue = { ...EVERY_LEAD, sort: 'priority', cursor: null, limit: 1 } as const;
  const [first] = (await findLeads(database, WHOLE_BUREAU, queue)).leads;
  const lead = await findLead(database, WHOLE_BUREAU, first?.id ?? 0);
  if (lead === null) throw new Error('no lead was found');

  // Each reason points at the exact words of the ad.
  const spans = lead.postings.flatMap((posting) =>
    [...posting.findings, posting.subject.content].flatMap((reason) =>
      reason.spans.map((span) => ({ posting, span })),
    ),
  );
  expect(spans.length).toBeGreaterThan(0);
  expect(lead.postings[0]?.subject.class).toBe('SUBJECT');
  for (const { posting, span } of spans) {
    const field = span.field === 'title' ? posting.title : posting.body;
    expect(field.slice(span.start, span.end)).toBe(span.text);
  }

  // A reviewer confirms it.
  const reviewer = await addReviewer(database, 'wang', '王研判');
  const decision = { action: 'confirm', code: lead.primaryCode, note: '' } as const;
  const request = { leadId: lead.id, seenVersion: lead.version, decision };
  expect((await decideLead(database, reviewer, request)).state).toBe('confirmed');

  // The file that is handed out holds the lead and who confirmed it.
  const path = join(temporaryFolder(), 'leads.csv');
  const filter = { ...EVERY_LEAD, states: ['confirmed' as const] };
  await writeExportFile(deps, {
    ...{ viewer: reviewer, format: 'csv', path, filter, exportedBy: 'wang' },
  });
  const [, row] = (await readFile(path, 'utf8')).split('\r\n');
  expect(row).toContain(`1,${lead.id},`);
  expect(row).toContain(lead.primaryCode);
  expect(row).toContain('王研判');
});
