/** Pictures on their way: fetched politely, read once, given to the postings that show them. */
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { createImageReader, type ImageReader } from '../../crawlers/images/create-image-reader.js';
import { takeTurn } from '../../db/frontier/take-turn.js';
import { findLead } from '../../db/leads/find-lead.js';
import { saveSource } from '../../db/sources/save-source.js';
import { findLeads } from '../../db/leads/find-leads.js';
import { findTesseract } from '../../runtime/find-tesseract.js';
import { readConfig } from '../../runtime/config.js';
import type { ExtractedPosting } from '../../domain/posting.js';
import type { SourceInput } from '../../domain/source.js';
import type { Deps } from '../../workers/deps.js';
import { readImage } from '../../workers/jobs/read-image.js';
import { sweepImages, sweepUnfinished } from '../../workers/jobs/sweep-unfinished.js';
import { classifyPosting } from '../../workers/jobs/classify-posting.js';
import { groupPostingJob } from '../../workers/jobs/group-posting.js';
import { gifOf, pngOfSize, samplePicture } from '../sites/hostile/pictures.js';
import { startHostileSite, type HostileSite } from '../sites/hostile/start-hostile-site.js';
import { openTestDeps, type TestDeps } from '../support/open-test-deps.js';
import { savePostingsOf, testPosting, testSource } from '../support/save-postings.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { WHOLE_BUREAU } from '../../domain/rights.js';

const NEVER = new AbortController().signal;

let opened: TestDeps;
let deps: Deps;
let site: HostileSite;

beforeEach(async () => {
  opened = await openTestDeps();
  deps = opened.deps;
  site = await startHostileSite();
});

afterEach(async () => {
  await site.close();
  await opened.close();
});

it('turns a thin posting into a lead by what stands in its picture, and says that it was the picture', async () => {
  show('/poster.jpg', samplePicture('scan-math.jpg'));
  await save([picturePosting('1', '/poster.jpg')]);
  await classifyAll();
  expect(await leads()).toHaveLength(0);

  await readDue();
  await classifyAll();
  const [lead] = await leads();
  const posting = (await findLead(deps.database, WHOLE_BUREAU, lead?.id ?? 0))?.postings[0];
  expect(posting?.imageText).toContain('13800003021');
  expect(posting?.imageText).toContain('二维码：https://signup.example.com/lin-math');
  expect(posting?.version).toBe(1);
  const spans = posting?.findings.flatMap((finding) => finding.spans) ?? [];
  expect(spans.length).toBeGreaterThan(0);
  for (const { field, start, end, text } of spans) {
    expect(field).toBe('image');
    expect(posting?.imageText.slice(start, end)).toBe(text);
  }
  expect(posting?.contacts).toContainEqual({ kind: 'url', masked: 'signup.example.com/lin-math' });
});

it('reads the same bytes once and fetches the same address once, in however many postings', async () => {
  const bytes = samplePicture('lost-dog.png');
  show('/one.png', bytes);
  show('/two.png', bytes);
  let reads = 0;
  const reader = deps.imageReader();
  const counting: ImageReader = {
    ...reader,
    read: (picture, options) =>
      reader.read(picture, {
        ...options,
        known: async () => {
          const known = await options?.known?.();
          if (known === undefined) reads += 1;
          return known;
        },
      }),
  };
  deps = { ...deps, imageReader: () => counting };
  const postings = Array.from({ length: 100 }, (_, index) =>
    picturePosting(String(index), index % 2 === 0 ? '/one.png' : '/two.png'),
  );
  await save(postings);
  await readDue();
  expect(reads).toBe(1);
  expect(imageRequests().sort()).toEqual(['GET /one.png', 'GET /two.png']);
  const texts = await deps.database<{ imageText: string }[]>`
    select distinct image_text from postings`;
  expect(texts).toHaveLength(1);
  expect(texts[0]?.imageText).toContain('寻狗启事');
});

it('classifies a version again when its picture was read in the meantime, and makes no new version', async () => {
  show('/poster.png', samplePicture('final-sprint.png'));
  const [saved] = await save([picturePosting('1', '/poster.png')]);
  if (saved === undefined) throw new Error('nothing saved');
  // The classifier has loaded the posting; before it saves, the picture is read.
  const slow: Deps = {
    ...deps,
    seal: {
      ...deps.seal,
      seal: (text) => deps.seal.seal(text),
    },
    classifier: {
      ...deps.classifier,
      classify: (input) => {
        read ??= readDue();
        return deps.classifier.classify(input);
      },
    },
  };
  let read: Promise<void> | undefined;
  await classifyPosting.run(saved, slow, NEVER);
  await read;
  await classifyAll();
  const [row] = await deps.database<{ version: number; flag: boolean; state: string }[]>`
    select p.version, c.flag, p.state from postings p
    join classifications c on c.posting_id = p.id and c.version = p.version`;
  expect(row).toEqual({ version: 1, flag: true, state: 'grouped' });
  // Seen again with the same picture: nothing is fetched, read or classified again.
  const requests = imageRequests().length;
  expect(await save([picturePosting('1', '/poster.png')])).toEqual([]);
  await readDue();
  expect(imageRequests()).toHaveLength(requests);
  const states = await deps.database`select state from postings where state <> 'grouped'`;
  expect(states).toHaveLength(0);
});

it('bounds hostile pictures and remembers why they were not read', async () => {
  show('/bomb.png', pngOfSize(50_000, 50_000));
  show('/truncated.png', samplePicture('canteen.png').subarray(0, 4_000));
  show('/page.png', Buffer.from('<!doctype html><title>no picture</title>'));
  show('/empty.png', Buffer.alloc(0));
  show(
    '/script.png',
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'),
  );
  show('/frames.gif', gifOf(5_000, 200));
  show('/frame.gif', gifOf(1, 200, 60_000));
  show('/tiny.png', pngOfSize(16, 16));
  const names = ['bomb', 'truncated', 'page', 'empty', 'script', 'tiny'].map(
    (name) => `/${name}.png`,
  );
  const all = [...names, '/frames.gif', '/frame.gif'];
  await save(all.map((path, index) => picturePosting(String(index), path)));
  await readDue();
  const rows = await deps.database<{ path: string; outcome: string; reason: string | null }[]>`
    select i.url as path, t.outcome, t.reason from images i join image_texts t using (sha256)`;
  const found = Object.fromEntries(
    rows.map(({ path, outcome, reason }) => [new URL(path).pathname, reason ?? outcome]),
  );
  expect(found).toEqual({
    '/bomb.png': '50000 × 50000 pixels: too large',
    '/truncated.png': 'the reader ended with status 1',
    '/page.png': 'no picture we read',
    '/empty.png': 'no picture we read',
    '/script.png': 'no picture we read',
    '/tiny.png': '16 × 16 pixels: an icon',
    '/frames.gif': 'read',
    '/frame.gif': 'a broken GIF',
  });
});

it('asks no private address and nothing that robots.txt closes, and gives up what is gone', async () => {
  site.robots = { status: 200, body: 'User-agent: *\nDisallow: /private/' };
  await save([
    picturePosting('1', '/private/a.png'),
    picturePosting('2', '/gone.png'),
    { ...picturePosting('3', '/x'), images: [{ url: 'http://10.0.0.1/secret.png', alt: '' }] },
    { ...picturePosting('4', '/x'), images: [{ url: 'http://[::1]:1/secret.png', alt: '' }] },
  ]);
  await readDue();
  const rows = await deps.database<{ url: string; state: string; reason: string }[]>`
    select url, state, reason from images order by id`;
  expect(rows.map(({ state }) => state)).toEqual(['dead', 'dead', 'dead', 'dead']);
  const reasons = rows.map(({ reason }) => reason).join('\n');
  expect(reasons).toContain('robots.txt does not allow');
  expect(reasons).toContain('the host answers 404');
  expect(reasons).toContain('10.0.0.1 is not a public address');
  expect(imageRequests()).toEqual(['GET /gone.png']);
});

it('leaves a source alone in its quiet hours', async () => {
  show('/poster.png', samplePicture('canteen.png'));
  await save([picturePosting('1', '/poster.png')]);
  // Set afterwards: the page itself is claimed by the real clock.
  const quiet: Partial<SourceInput> = { kind: 'platform', quiet: ['00:00-12:00'] };
  await saveSource(deps.database, testSource(quiet));
  const clock = { now: () => new Date('2026-11-21T10:00:00+08:00') };
  await readDue({ ...deps, clock });
  expect(imageRequests()).toEqual([]);
  const [image] = await deps.database<{ attempts: number; isLater: boolean }[]>`
    select attempts, due_at > now() + interval '110 minutes' as is_later from images`;
  expect(image).toEqual({ attempts: 0, isLater: true });
});

it('ends an endless answer, and comes back to a host that fails, later and later', async () => {
  show('/broken.png', 'x', 500);
  await save([picturePosting('1', '/endless'), picturePosting('2', '/broken.png')]);
  await readDue();
  const rows = await deps.database<{ state: string; attempts: number; isLater: boolean }[]>`
    select state, attempts, due_at > now() + interval '50 seconds' as is_later
    from images order by url desc`;
  expect(rows).toEqual([
    { state: 'dead', attempts: 1, isLater: false },
    { state: 'due', attempts: 1, isLater: true },
  ]);
});

it('keeps the pace of the host between pictures, over the clock that pages use', async () => {
  const bytes = samplePicture('canteen.png');
  for (const name of ['a', 'b', 'c']) show(`/${name}.png`, bytes);
  const source = { pace: { delayMs: 300 } };
  await save(
    ['a', 'b', 'c'].map((name) => picturePosting(name, `/${name}.png`)),
    source,
  );
  const host = new URL(site.origin).host;
  const startedAt = performance.now();
  // A crawler asked for a page this moment.
  await takeTurn(deps.database, { host, ...testSource(source), crawlDelayMs: 0, withinMs: 0 });
  await readDue();
  expect(performance.now() - startedAt).toBeGreaterThan(850);
  // A blocked host is not waited for.
  await deps.database`update hosts set blocked_until = now() + interval '1 hour' where host = ${host}`;
  show('/late.png', bytes);
  await save([picturePosting('late', '/late.png')], source);
  await readDue();
  const [late] = await deps.database<{ attempts: number; isLater: boolean }[]>`
    select attempts, due_at > now() + interval '50 minutes' as is_later from images
    where url like '%late.png'`;
  expect(late).toEqual({ attempts: 0, isLater: true });
});

it('reads QR codes without tesseract, says that text was not read, and reads it once there is one', async () => {
  show('/poster.jpg', samplePicture('group-code.jpg'));
  const codesOnly = createImageReader(null);
  onTestFinished(() => codesOnly.close());
  const without: Deps = { ...deps, imageReader: () => codesOnly };
  await save([picturePosting('1', '/poster.jpg')]);
  await readDue(without);
  const text = async () =>
    (await deps.database<{ imageText: string }[]>`select image_text from postings`)[0]?.imageText;
  expect(await text()).toBe('二维码：https://group.example.com/wanghai-english');
  await sweepUnfinished.run({}, without, NEVER);
  await readDue(without);
  expect(imageRequests()).toHaveLength(1);

  await sweepUnfinished.run({}, deps, NEVER);
  await readDue();
  expect(await text()).toContain('望海拼课群');
  // The bytes were kept.
  expect(imageRequests()).toHaveLength(1);
});

it('ends an engine that hangs, and takes a picture up again whose reader was killed', async () => {
  const program = join(temporaryFolder(), 'tesseract');
  writeFileSync(
    program,
    '#!/bin/sh\ncase "$1" in --*) echo "tesseract 9.9"; echo chi_sim;; *) /bin/sleep 600;; esac\n',
  );
  chmodSync(program, 0o755);
  const hanging = createImageReader(findTesseract({ configured: program, path: '' }), 300);
  onTestFinished(() => hanging.close());
  show('/poster.png', samplePicture('share-tutor.png'));
  await save([picturePosting('1', '/poster.png')]);
  await readDue({ ...deps, imageReader: () => hanging });
  const [failed] = await deps.database`select outcome, reason from image_texts`;
  expect(failed).toEqual({ outcome: 'failed', reason: 'not read within 300 ms' });

  // Another engine tries again, a day later; the first reader of that dies in the middle.
  await deps.database`update image_texts set read_at = now() - interval '2 days'`;
  await sweepUnfinished.run({}, deps, NEVER);
  await deps.database`update images set attempts = 1, lease_until = now() + interval '1 minute'`;
  await readDue();
  expect(await deps.database`select 1 from images where state = 'read'`).toHaveLength(0);
  await deps.database`update images set lease_until = now() - interval '1 second'`;
  await readDue();
  const [row] = await deps.database<{ imageText: string }[]>`select image_text from postings`;
  expect(row?.imageText).toContain('四家平摊');
});

it('leaves pictures alone where the text says enough, the source says so, or they are part of the frame', async () => {
  const long = '这是一段很长的说明，'.repeat(30);
  await save([
    { ...picturePosting('1', '/a.png'), body: long },
    picturePosting('2', '/static/avatar/b.png'),
    picturePosting('3', '/c.svg'),
    { ...picturePosting('4', '/d.png'), images: [{ url: 'data:image/png;base64,AAAA', alt: '' }] },
  ]);
  await save([picturePosting('5', '/e.png')], { id: 'ignoring', images: 'ignore' });
  expect(await deps.database`select 1 from images`).toHaveLength(0);
});

it('stops when it is told to, and leaves the picture for the next', async () => {
  show('/poster.png', samplePicture('canteen.png'));
  await save([picturePosting('1', '/poster.png')]);
  const stopped = AbortSignal.abort(new Error('stop'));
  const [image] = await deps.database<{ id: number }[]>`select id from images`;
  await readImage.run({ imageId: image?.id ?? 0 }, deps, stopped);
  expect(await deps.database`select state, attempts from images`).toEqual([
    { state: 'due', attempts: 0 },
  ]);
  await readDue();
  expect(await deps.database`select 1 from images where state = 'read'`).toHaveLength(1);
});

it('finds the tesseract that set-up installs', () => {
  const { searchPath } = readConfig();
  expect(findTesseract({ configured: null, path: searchPath })?.version).toMatch(/^tesseract \d/);
});

function show(path: string, body: Buffer | string, status = 200): void {
  site.pages.set(path, { status, headers: { 'content-type': 'image/png' }, body });
}

function picturePosting(id: string, path: string): ExtractedPosting {
  return testPosting({
    url: `http://site.test/post/${id}`,
    body: `看图 ${id}`,
    images: [{ url: `${site.origin}${path}`, alt: '图片' }],
    kind: 'post',
  });
}

function save(postings: readonly ExtractedPosting[], source: Partial<SourceInput> = {}) {
  return savePostingsOf(deps, testSource({ kind: 'platform', ...source }), postings);
}

/** What the workers do with the pictures that are due, one after the other. */
async function readDue(by: Deps = deps): Promise<void> {
  await sweepImages(by);
  const due = await by.database<
    { id: number }[]
  >`select id from images where state = 'due' order by id`;
  for (const { id } of due) await readImage.run({ imageId: id }, by, NEVER);
}

async function classifyAll(): Promise<void> {
  const open = await deps.database<{ postingId: number; version: number }[]>`
    select id as posting_id, version from postings where state <> 'grouped'`;
  for (const version of open) await classifyPosting.run(version, deps, NEVER);
  for (const version of open) await groupPostingJob.run(version, deps, NEVER);
}

async function leads() {
  const filter = { states: null, code: null, sourceId: null, text: null };
  return (
    await findLeads(deps.database, WHOLE_BUREAU, {
      ...filter,
      sort: 'priority',
      cursor: null,
      limit: 10,
    })
  ).leads;
}

function imageRequests(): string[] {
  return site.requests.filter((request) => !request.endsWith('/robots.txt'));
}
