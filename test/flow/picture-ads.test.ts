/** The community platform among the sample sites, patrolled with its pictures read. */
import { expect, it, onTestFinished } from 'vitest';
import { findRunProgress } from '../../db/runs/run-progress.js';
import { findJudgedPostings } from '../../db/postings/find-judged-postings.js';
import { saveSource } from '../../db/sources/save-source.js';
import { parseSource } from '../../runtime/read-sources.js';
import { runSource } from '../../workers/run-source.js';
import { startWorkers } from '../../workers/start-workers.js';
import { loadExpected } from '../sites/expected.js';
import { scoreRun } from '../sites/score-run.js';
import { serveSites } from '../sites/serve-sites.js';
import { openTestDeps } from '../support/open-test-deps.js';
import { waitUntil } from '../support/wait-until.js';

it('finds the ads whose words stand in pictures, and flags no other picture', async () => {
  const opened = await openTestDeps();
  onTestFinished(() => opened.close());
  const { deps, connection } = opened;
  const served = await serveSites();
  onTestFinished(() => served.close());
  const site = served.sites.find(({ id }) => id === 'platform');
  const written = parseSource(site?.sourceYaml ?? '', 'demo-platform.yml');
  const source = { ...written, pace: { delayMs: 0 } };
  await saveSource(deps.database, source);

  const workers = startWorkers(deps, connection, ['read-image', 'classify', 'group', 'sweep']);
  onTestFinished(() => workers.stop());
  const { run } = await runSource(deps, source, 'command', new AbortController().signal);
  const isDone = async () =>
    (await findRunProgress(deps.database, [run.id])).every(({ unfinished }) => unfinished === 0);
  await waitUntil('every picture is read and every posting grouped', isDone, 200);

  const judged = await findJudgedPostings(deps.database, source.id);
  const { ocr } = scoreRun(
    loadExpected().filter((posting) => posting.site === 'platform'),
    judged.map(({ title, body, ...posting }) => ({ ...posting, text: `${title}\n${body}` })),
  );
  expect(ocr.falsePositives).toBe(0);
  expect(ocr.recall).toBeGreaterThan(0.9);
}, 240_000);
