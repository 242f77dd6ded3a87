import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HOSTILE_BODY, HOSTILE_TITLE, makeLead } from '../unit/server/sample-leads.js';
import { COLLEAGUE, PASSWORD, REVIEWER } from '../unit/server/test-server.js';
import {
  buildWeb,
  launchBrowser,
  logInOn,
  openReviewSite,
  type ReviewSite,
} from './review-site.js';

/** The machine may be busy: what is waited for may take its time. */
const eventually = <Value>(look: () => Value) => expect.poll(look, { timeout: 10_000 });

let browser: Browser;
let web: Awaited<ReturnType<typeof buildWeb>>;
let site: ReviewSite;

beforeAll(async () => {
  [web, browser] = await Promise.all([buildWeb(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await web.remove();
});

describe('the review page', () => {
  beforeEach(async () => {
    site = await openReviewSite(browser, web.webDir);
  });
  afterEach(async () => {
    const { complaints } = site;
    await site.close();
    // Every story ends here: no script error, nothing refused by the policy, nothing asked elsewhere.
    expect(complaints).toEqual([]);
  });

  it('asks who one is, says when that is wrong, and leads to where one wanted to go', async () => {
    const { page, url } = site;
    await page.goto(`${url}/leads/2?code=COV-04`);
    await page.getByLabel('用户名').fill(REVIEWER.name);
    await page.getByLabel('密码').fill('wrong');
    await page.getByRole('button', { name: '登录' }).click();
    await page.getByRole('alert').getByText('用户名或密码不正确').waitFor();
    await page.getByLabel('密码').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('article', { name: '线索详情' }).waitFor();
    expect(page.url()).toBe(`${url}/leads/2?code=COV-04`);
  });

  it('shows the queue by priority, narrows it, and keeps the filter in the address', async () => {
    const { page, url } = site;
    await logInOn(site);
    const rows = page.locator('tr.lead-row');
    await eventually(() => rows.count()).toBe(50);
    expect(await rows.first().innerText()).toMatch(/高 88[\s\S]*COV-03[\s\S]*四个娃拼一位/);
    await eventually(() => page.title()).toBe('待研判 65 · 明察');

    await page.getByRole('button', { name: '加载更多' }).click();
    await eventually(() => rows.count()).toBe(65);

    await page.keyboard.press('/');
    await page.keyboard.type('物理');
    await eventually(() => rows.count()).toBe(1);
    expect(new URL(page.url()).searchParams.get('q')).toBe('物理');
    await page.reload();
    await eventually(() => rows.count()).toBe(1);

    await page.goto(`${url}/leads?q=没有这样的词`);
    await page.getByText('没有符合条件的线索').waitFor();
    await page.getByRole('button', { name: '清除筛选' }).click();
    await eventually(() => rows.count()).toBe(50);

    await page.getByRole('columnheader', { name: /首次发现/ }).click();
    await eventually(() => new URL(page.url()).searchParams.get('sort')).toBe('newest');
    await page.getByRole('columnheader', { name: /首次发现/ }).click();
    await eventually(() => new URL(page.url()).searchParams.get('sort')).toBe('oldest');
  });

  it('narrows the queue to what an expert should look at', async () => {
    const { page, url } = site;
    await logInOn(site);
    const rows = page.locator('tr.lead-row');
    await eventually(() => rows.count()).toBe(50);
    const box = page.getByRole('checkbox', { name: '需专家鉴别' });
    const overflow = () =>
      page.locator('.queue-bar').evaluate((bar) => bar.scrollWidth - bar.clientWidth);
    await box.check();
    await eventually(() => rows.count()).toBe(1);
    expect(await rows.first().innerText()).toContain('四个娃拼一位初中物理老师');
    expect(new URL(page.url()).searchParams.get('needsExpert')).toBe('true');
    await page.getByRole('link', { name: '四个娃拼一位初中物理老师' }).click();
    await page.locator('.panel').getByText('需专家鉴别').waitFor();
    expect(await box.isChecked()).toBe(true);
    await eventually(() => page.locator('.lead-card').count()).toBe(1);
    expect(await overflow()).toBeLessThanOrEqual(0);

    await page.goto(`${url}/leads?needsExpert=true&source=sample-recruitment`);
    await page.getByText('没有符合条件的线索').waitFor();
    await page.getByRole('button', { name: '清除筛选' }).click();
    await eventually(() => rows.count()).toBe(50);
    expect(await box.isChecked()).toBe(false);

    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('checkbox', { name: 'Experts should look' }).check();
    await eventually(() => rows.count()).toBe(1);
    expect(await overflow()).toBeLessThanOrEqual(0);
  });

  it('highlights the spans of every finding, exactly', async () => {
    const { page, memory } = site;
    await logInOn(site);
    await page.getByRole('link', { name: '四个娃拼一位初中物理老师' }).click();
    const original = page.locator('.original[data-field="text"]');
    await original.waitFor();
    const lead = memory.leads.get(1);
    const posting = lead?.postings[0];
    expect(await original.evaluate((element) => element.textContent)).toBe(posting?.body);
    const drawn = await original.locator('mark').evaluateAll((marks) =>
      marks.flatMap((mark) =>
        (mark.dataset['codes'] ?? '').split(' ').map((code) => {
          const range = document.createRange();
          range.setStart(mark.parentElement ?? mark, 0);
          range.setEndBefore(mark);
          const start = range.toString().length;
          return { code, start, end: start + (mark.textContent ?? '').length };
        }),
      ),
    );
    // As the server gave them, what names the lead first.
    const listed = await page.locator('.finding-head b').allInnerTexts();
    expect(listed).toEqual(posting?.findings.map(({ code }) => code));
    const wanted = (posting?.findings ?? []).flatMap(({ code, spans }) =>
      spans.filter(({ field }) => field === 'text').map(({ start, end }) => ({ code, start, end })),
    );
    for (const span of wanted)
      expect(charactersOf(drawn, span.code)).toEqual(charactersOf(wanted, span.code));
    expect(wanted.length).toBe(6 - 1);

    await page.getByRole('button', { name: '包提分' }).click();
    await eventually(() => page.locator('mark.flash').innerText()).toBe('包提分');

    const link = page.locator('.posting-facts a.address');
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer');
    expect(await link.innerText()).toBe('https://forum.example/thread/101');
    await page.getByText('138****0021').waitFor();
    await page.locator('.code-tag').first().hover();
    await page.getByText('校外培训行政处罚暂行办法').waitFor();
  });

  it('quotes what speaks for a school subject, and says which element lacks evidence', async () => {
    const { page } = site;
    await logInOn(site);
    await page.getByRole('link', { name: '四个娃拼一位初中物理老师' }).click();
    const test = page.locator('.panel', { hasText: '四维鉴别' });
    await test.getByText('需专家鉴别').waitFor();
    expect(await test.locator('dl').innerText()).toMatch(
      /目的\s*提不了20分[\s\S]*内容\s*物理[\s\S]*方式\s*授课[\s\S]*评价\s*原文未见/,
    );
    const elements = page.locator('.panel', { hasText: '变相开展学科类培训' });
    await elements.getByText('已具备 2/4，缺：有偿证据，待专家鉴别：学科类').waitFor();
    await elements.getByText('疑似在职教师参与').waitFor();
  });

  it('decides by keyboard alone, moves on, and takes back', async () => {
    const { page, memory, url } = site;
    await logInOn(site);
    await page.locator('tr.lead-row').first().waitFor();
    await page.keyboard.press('j');
    await page.locator('article').waitFor();
    await page.keyboard.press('2');
    await page.locator('.decision-code').getByText('COV-04').waitFor();
    await page.keyboard.press('y');
    await eventually(() => page.url()).toBe(`${url}/leads/2`);
    expect(memory.leads.get(1)).toMatchObject({ state: 'confirmed', primaryCode: 'COV-04' });
    expect(memory.leads.get(1)?.decisions).toMatchObject([{ userName: REVIEWER.displayName }]);

    await page.getByRole('heading', { name: '急聘小学数学老师' }).waitFor();
    await page.keyboard.press('n');
    await page.getByRole('group', { name: /排除原因/ }).waitFor();
    await page.keyboard.press('6');
    await eventually(() => page.url()).toBe(`${url}/leads/3`);
    expect(memory.leads.get(2)).toMatchObject({ state: 'dismissed' });
    expect(memory.leads.get(2)?.decisions).toMatchObject([{ reason: 'NEG-06' }]);

    await page.keyboard.press('u');
    await eventually(() => page.url()).toBe(`${url}/leads/2`);
    expect(memory.leads.get(2)).toMatchObject({ state: 'pending' });
    await page.getByText('线索 2：已撤销').waitFor();

    await page.keyboard.press('k');
    await page.getByText('这条线索已办结：疑似成立').waitFor();
    await page.keyboard.press('o');
    await page.getByText('请写明重新打开的理由').waitFor();
    await page.keyboard.type('复核后再判');
    await page.getByRole('button', { name: '重新打开' }).click();
    await eventually(() => memory.leads.get(1)?.state).toBe('pending');
  });

  it('takes no key for a command while one types or an input method composes', async () => {
    const { page, memory, url } = site;
    await logInOn(site, '/leads/1');
    await page.locator('article').waitFor();
    await page.getByLabel('备注').click();
    await page.keyboard.type('yn1 j');
    expect(await page.getByLabel('备注').inputValue()).toBe('yn1 j');
    await page.keyboard.press('Escape');
    await page.evaluate(() => {
      const composing = { code: 'KeyY', key: 'Process', bubbles: true, isComposing: true };
      document.body.dispatchEvent(new KeyboardEvent('keydown', composing));
      const old = new KeyboardEvent('keydown', { code: 'KeyY', bubbles: true, keyCode: 229 });
      document.body.dispatchEvent(old);
    });
    await page.keyboard.press('Control+y');
    await page.waitForTimeout(300);
    expect(page.url()).toBe(`${url}/leads/1`);
    expect(memory.leads.get(1)?.state).toBe('new');

    await page.keyboard.press('Shift+?');
    await page.getByRole('dialog', { name: '快捷键' }).waitFor();
    await page.keyboard.press('y');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: '快捷键' }).waitFor({ state: 'hidden' });
    expect(memory.leads.get(1)?.state).toBe('new');
  });

  it('dismisses with a reason and a note by mouse', async () => {
    const { page, memory } = site;
    await logInOn(site, '/leads/5');
    await page.getByText('机器提示可能不是违规').waitFor();
    await page.getByLabel('备注').fill('教育局官网通报');
    await page.getByRole('button', { name: /^排除/ }).click();
    await page.getByRole('button', { name: /NEG-01.*机器提示/ }).click();
    await eventually(() => memory.leads.get(5)?.state).toBe('dismissed');
    expect(memory.leads.get(5)?.decisions).toMatchObject([
      { reason: 'NEG-01', note: '教育局官网通报' },
    ]);
    await page.getByRole('button', { name: '撤销' }).click();
    await eventually(() => memory.leads.get(5)?.state).toBe('pending');
  });

  it('on a conflict keeps what was typed and shows what changed', async () => {
    const { page, memory } = site;
    await logInOn(site, '/leads/1');
    await page.getByLabel('备注').fill('地址与电话均已核对');
    memory.decideAs(COLLEAGUE, 1, { action: 'dismiss', reason: 'NEG-09', note: '证据不足' });
    await page.getByRole('button', { name: /^疑似成立/ }).click();
    await page.getByText('您的判定没有提交').waitFor();
    const notice = page.locator('.decision-bar');
    expect(await notice.innerText()).toMatch(/研判员乙[\s\S]*排除[\s\S]*NEG-09[\s\S]*证据不足/);
    await notice.getByText('状态：新线索 → 已排除').waitFor();
    expect(await page.getByLabel('重新打开的理由').inputValue()).toBe('地址与电话均已核对');
    expect(memory.leads.get(1)?.decisions).toHaveLength(1);
    await site.shoot('conflict-1366-light');
  });

  it('brings a note back after the session ended in between', async () => {
    const { page, memory, url } = site;
    await logInOn(site, '/leads/2?code=COV-04');
    await page.getByLabel('备注').fill('写到一半');
    memory.sessions.clear();
    await page.getByRole('button', { name: /^疑似成立/ }).click();
    await page.getByText('登录已失效').waitFor();
    await page.getByLabel('用户名').fill(REVIEWER.name);
    await page.getByLabel('密码').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.locator('article').waitFor();
    expect(page.url()).toBe(`${url}/leads/2?code=COV-04`);
    expect(await page.getByLabel('备注').inputValue()).toBe('写到一半');
    expect(memory.leads.get(2)?.state).toBe('new');
  });

  it('shows hostile text as text', async () => {
    const { page } = site;
    await logInOn(site);
    await page.locator('tr.lead-row').nth(2).waitFor();
    await page.goto(`${site.url}/leads/3`);
    const title = page.locator('h1 .original');
    await title.waitFor();
    expect(await title.evaluate((element) => element.textContent)).toBe(HOSTILE_TITLE);
    const body = page.locator('.original[data-field="text"]');
    expect(await body.evaluate((element) => element.textContent)).toBe(HOSTILE_BODY);
    expect(await body.locator('svg, style, b').count()).toBe(0);
    expect(await page.evaluate(() => 'pwned' in window)).toBe(false);
    // The override turns nothing outside of its own sign, and the reviewer sees that it is there.
    expect(await body.locator('[data-name="U+202E"]').count()).toBe(1);
    expect(await body.locator('mark [data-name="U+200B"]').count()).toBe(2);
    expect(await page.locator('a[href^="javascript"]').count()).toBe(0);
    await site.shoot('hostile-1366-light');
  });

  it('speaks English on demand, and remembers it', async () => {
    const { page } = site;
    await logInOn(site, '/leads/1');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('button', { name: /^Dismiss/ }).waitFor();
    await page.getByText('Crowd-funded private teachers and home tutors').first().waitFor();
    await page.reload();
    await page.getByRole('button', { name: /^Suspected/ }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await site.shoot('lead-english-1366-light');
  });

  it('comes back to the place and the filter from a lead', async () => {
    const { page, url } = site;
    await logInOn(site, '/leads?source=sample-tutoring&sort=oldest');
    await page.locator('tr.lead-row').nth(4).getByRole('link').click();
    await page.locator('article').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('tr.lead-row').first().waitFor();
    expect(page.url()).toBe(`${url}/leads?source=sample-tutoring&sort=oldest`);
    await page.goBack();
    await page.locator('article').waitFor();
  });

  it('says when new leads came in, and leaves the place alone until asked', async () => {
    const { page, memory } = site;
    await page.clock.install();
    await logInOn(site);
    await page.locator('tr.lead-row').first().waitFor();
    memory.leads.set(900, makeLead({ id: 900, priority: { total: 99, level: 'high', parts: [] } }));
    await page.clock.runFor(21_000);
    await page.getByRole('button', { name: '有新线索，点此刷新' }).click();
    await eventually(() => page.locator('tr.lead-row').first().innerText()).toContain('高 99');
    await page.getByRole('button', { name: '有新线索' }).waitFor({ state: 'hidden' });
  });

  it('says what to do when the server fails or is not there', async () => {
    const { page, memory } = site;
    await logInOn(site);
    memory.isDown = true;
    await page.locator('tr.lead-row').first().getByRole('link').click();
    await page.getByText(/服务器内部错误，已记录。.*编号 req-/).waitFor();
    memory.isDown = false;
    await page.getByRole('button', { name: '重试' }).click();
    await page.locator('article').waitFor();
    await page.goto(`${site.url}/leads/999999`);
    await page.getByText('没有这条线索').waitFor();
  });

  it('lists the sources with their issues', async () => {
    const { page } = site;
    await logInOn(site, '/sources');
    await page.getByText('示例同城论坛').waitFor();
    await page.getByRole('button', { name: '1 个' }).click();
    await page.getByText('条数少于预期').waitFor();
  });

  it('loads no more than 400 kB to review a lead, and less to log in', async () => {
    const { page, url } = site;
    const sizes = new Map<string, number>();
    const encodings = new Set<string | undefined>();
    page.on('response', (response) => {
      if (!response.url().includes('/assets/')) return;
      encodings.add(response.headers()['content-encoding']);
      // By gzip, which browsers take over plain HTTP as well.
      const { pathname } = new URL(response.url());
      sizes.set(pathname, statSync(join(web.webDir, `${pathname}.gz`)).size);
    });
    const total = () => [...sizes.values()].reduce((sum, size) => sum + size, 0);
    await page.goto(`${url}/login`);
    await page.getByLabel('用户名').waitFor();
    await page.waitForLoadState('networkidle');
    const forLogin = total();
    await logInOn(site, '/leads/1');
    await page.locator('article').waitFor();
    await page.waitForLoadState('networkidle');
    expect([...encodings]).toEqual(['br']);
    expect(forLogin).toBeGreaterThan(50_000);
    expect(forLogin).toBeLessThan(230_000);
    expect(total()).toBeLessThan(400_000);
  });
});

describe('the pictures', () => {
  it.each([
    { width: 1366, height: 768, colorScheme: 'light' },
    { width: 1366, height: 768, colorScheme: 'dark' },
    { width: 1920, height: 1080, colorScheme: 'light' },
    { width: 1920, height: 1080, colorScheme: 'dark' },
  ] as const)('fit $width × $height, $colorScheme', async (look) => {
    site = await openReviewSite(browser, web.webDir, look);
    const { page, shoot, url } = site;
    const suffix = `${look.width}-${look.colorScheme}`;
    await page.goto(`${url}/leads`);
    await page.getByLabel('用户名').waitFor();
    await shoot(`login-${suffix}`);
    await logInOn(site);
    await page.locator('tr.lead-row').first().waitFor();
    await shoot(`queue-${suffix}`);
    await page.keyboard.press('Enter');
    await page.locator('article').waitFor();
    await shoot(`lead-${suffix}`);
    await page.keyboard.press('n');
    await shoot(`dismiss-${suffix}`);
    await page.keyboard.press('1');
    await page.getByText('线索 1：已排除').waitFor();
    await page.waitForTimeout(300);
    await shoot(`next-${suffix}`);
    await page.keyboard.press('Shift+?');
    await page.getByRole('dialog').waitFor();
    await page.waitForTimeout(300);
    await shoot(`legend-${suffix}`);
    await page.goto(`${url}/sources`);
    await page.getByText('示例同城论坛').waitFor();
    await shoot(`sources-${suffix}`);
    const isWider = await page.evaluate(
      () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
    );
    expect(isWider).toBe(false);
    await site.close();
  });
});

/** The set of characters that spans of a code cover: overlapping and adjoining ones count once. */
function charactersOf(
  spans: readonly { readonly code: string; readonly start: number; readonly end: number }[],
  code: string,
): number[] {
  const covered = new Set<number>();
  for (const span of spans.filter((candidate) => candidate.code === code)) {
    for (let at = span.start; at < span.end; at += 1) covered.add(at);
  }
  return [...covered].sort((a, b) => a - b);
}
