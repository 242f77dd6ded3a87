/** The reader of pictures is killed half-way: the picture is read later, and no process of it is left. */
import { readFileSync } from 'node:fs';
import { expect, it, onTestFinished } from 'vitest';
import { findProcesses } from '../../crawlers/fetch/process-table.js';
import { readImage } from '../../workers/jobs/read-image.js';
import { samplePicture } from '../sites/hostile/pictures.js';
import { startHostileSite } from '../sites/hostile/start-hostile-site.js';
import { openTestDeps } from '../support/open-test-deps.js';
import { savePostingsOf, testPosting, testSource } from '../support/save-postings.js';
import { waitUntil } from '../support/wait-until.js';

const NEVER = new AbortController().signal;

/** Readers that this process has started and that run. */
function readers(): number[] {
  return findProcesses('chi_sim').filter((id) => {
    try {
      const stat = readFileSync(`/proc/${id}/stat`, 'utf8');
      const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return state !== 'Z' && parent === String(process.pid);
    } catch {
      return false;
    }
  });
}

it('reads a picture again whose reader was killed, and gives up one that kills them all', async () => {
  const opened = await openTestDeps();
  onTestFinished(() => opened.close());
  const { deps } = opened;
  const { database } = deps;
  const site = await startHostileSite();
  onTestFinished(() => site.close());
  site.pages.set('/poster.jpg', {
    headers: { 'content-type': 'image/jpeg' },
    body: samplePicture('scan-math.jpg'),
  });
  await savePostingsOf(deps, testSource({ kind: 'platform' }), [
    testPosting({
      ...{ url: 'http://site.test/post/1', body: '看图', kind: 'post' },
      images: [{ url: `${site.origin}/poster.jpg`, alt: '图片' }],
    }),
  ]);
  const [image] = await database<{ id: number }[]>`select id from images`;
  const imageId = image?.id ?? 0;

  const reading = readImage.run({ imageId }, deps, NEVER);
  await waitUntil('a reader', () => readers().length > 0);
  for (const id of readers()) process.kill(id, 'SIGKILL');
  await reading;
  expect(readers()).toEqual([]);
  const [late] = await database<{ state: string; attempts: number; reason: string }[]>`
    select state, attempts, reason from images`;
  expect(late).toMatchObject({ state: 'due', attempts: 1 });
  expect(late?.reason).toMatch(/ended from outside \(SIGKILL\)/);
  expect(await database`select 1 from image_texts`).toHaveLength(0);

  await database`update images set due_at = now()`;
  await readImage.run({ imageId }, deps, NEVER);
  const [posting] = await database<{ imageText: string }[]>`select image_text from postings`;
  expect(posting?.imageText).toContain('13800003021');
  expect(readers()).toEqual([]);

  await database`delete from image_texts`;
  await database`update images set state = 'due', due_at = now(), attempts = 4`;
  const last = readImage.run({ imageId }, deps, NEVER);
  await waitUntil('another reader', () => readers().length > 0);
  for (const id of readers()) process.kill(id, 'SIGKILL');
  await last;
  expect(await database`select state from images`).toEqual([{ state: 'dead' }]);
});
