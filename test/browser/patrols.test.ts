/** Adding a site, watching it run and looking at its health, in a real browser. */
import type { Browser } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startWorkers, type RunningWorkers } from '../../workers/start-workers.js';
import { serveSites } from '../sites/serve-sites.js';
import { openTestDeps, type TestDeps } from '../support/open-test-deps.js';
import { openTestWeb, WEB_PASSWORD, type TestWeb } from '../support/open-test-web.js';
import { sampleHealth } from '../unit/server/sample-sources.js';
import { ADMIN, PASSWORD } from '../unit/server/test-server.js';
import { fillPatrols } from './sample-patrols.js';
import {
  buildWeb,
  launchBrowser,
  logInOn,
  openPage,
  openReviewSite,
  type OpenPage,
  type ReviewSite,
} from './review-site.js';

/** The machine may be busy, and the sample site is asked politely: what is waited for takes its time. */
const PATIENCE = { timeout: 60_000 };

let browser: Browser;
let built: Awaited<ReturnType<typeof buildWeb>>;

beforeAll(async () => {
  [built, browser] = await Promise.all([buildWeb(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await built.remove();
});

describe('a site', () => {
  let opened: TestDeps;
  let web: TestWeb;
  let sites: Awaited<ReturnType<typeof serveSites>>;
  let workers: RunningWorkers;
  let screen: OpenPage;

  beforeAll(async () => {
    opened = await openTestDeps();
    web = await openTestWeb(opened.deps, { webDir: built.webDir });
    sites = await serveSites();
    const queues = ['crawl', 'browse', 'suggest', 'classify', 'group'] as const;
    workers = startWorkers(opened.deps, opened.connection, queues);
    screen = await openPage(browser, web.url);
  });
  afterAll(async () => {
    await screen.close();
    await workers.stop();
    await sites.close();
    await web.close();
    await opened.close();
  });

  it(
    'is added by its address, watched while it runs, and its health is seen',
    { timeout: 240_000 },
    async () => {
      const { page, shoot, complaints } = screen;
      const list = `${sites.sites.find(({ id }) => id === 'recruitment')?.baseUrl ?? ''}/zhaopin/`;
      await logInOn({ page, url: web.url }, '/sources', { name: 'admin', password: WEB_PASSWORD });
      await page.getByText('还没有来源').waitFor();
      await page.getByRole('button', { name: '添加站点' }).first().click();

      await page.getByLabel('网址').fill('127.0.0.1/zhaopin');
      await page.getByRole('button', { name: '查看' }).click();
      await page.getByText('请输入以 http:// 或 https:// 开头的完整网址').waitFor();
      await page.getByLabel('网址').fill(list);
      await page.keyboard.press('Enter');
      await page.getByText(/正在查看第 \d 个页面/).waitFor(PATIENCE);
      await shoot('story-1-looking');
      await page.getByText(/这一页会取到 \d+ 条信息/).waitFor(PATIENCE);
      await page.getByText('定义没有错误').waitFor();
      await shoot('story-2-preview');

      const yaml = page.getByRole('textbox', { name: '来源定义（可修改）' });
      const good = await yaml.inputValue();
      await yaml.fill(good.replace('kind: ', 'kinds: '));
      await page.getByText(/定义有 \d 处错误/).waitFor();
      await page.getByText('没有这个键').waitFor();
      expect(await page.getByRole('button', { name: '保存' }).isDisabled()).toBe(true);
      await shoot('story-3-mistake');
      await yaml.fill(good);
      await page.getByLabel('名称').fill('青屿人才网');
      // On this machine nobody has to be spared, and the list has twelve pages and more.
      await page.getByLabel('访问间隔（秒）').fill('0.2');
      await page.getByLabel('计划').click();
      await page.getByTitle('每天 7:30', { exact: true }).click();
      await page.getByText('定义没有错误').waitFor();
      expect(await yaml.inputValue()).toMatch(/name: 青屿人才网[\s\S]*schedule: 30 7 \* \* \*/);
      expect(await yaml.inputValue()).toMatch(/# 唯一编号/);
      await page.getByRole('button', { name: '保存' }).click();

      // The run shows up by itself, moves on, and is over by itself.
      const live = page.getByRole('region', { name: '正在采集' });
      await live.getByRole('link', { name: '青屿人才网' }).waitFor(PATIENCE);
      const seen = new Set<string>();
      await expect
        .poll(async () => {
          const text = await live
            .getByText(/已访问 \d+ \/ \d+ 个网址/)
            .textContent()
            .catch(() => null);
          if (text !== null) seen.add(text);
          return seen.size;
        }, PATIENCE)
        .toBeGreaterThan(2);
      await shoot('story-4-live');
      await page.getByText('现在没有采集在运行').waitFor(PATIENCE);
      const row = page.getByRole('region', { name: '最近的采集' }).getByRole('row').nth(1);
      await row.getByText('完成').waitFor();
      await shoot('story-5-runs');

      await row.getByRole('link').click();
      await page
        .getByRole('link', { name: new RegExp(`^${list}`) })
        .first()
        .waitFor();
      await shoot('story-6-run');
      await page.getByRole('radiogroup').getByText('信息', { exact: true }).click();
      await page.locator('summary').first().click();
      await page.locator('details[open] .original').waitFor();
      await shoot('story-7-postings');

      await page.getByRole('link', { name: '青屿人才网' }).click();
      const chart = page.getByRole('img', { name: /最近 1 次采集/ });
      await chart.waitFor();
      await chart.locator('canvas').waitFor();
      await page.getByText('到访率：').waitFor();
      await page.getByText('由 admin 在网页上修改').waitFor();
      await shoot('story-8-health');
      await page.getByRole('button', { name: '停用' }).click();
      await page.getByText('已停用，不再按计划采集').waitFor();
      await page.getByRole('button', { name: '启用' }).waitFor();
      expect(await page.getByRole('button', { name: '立即采集' }).isDisabled()).toBe(true);
      await page.getByRole('button', { name: '启用' }).click();
      await page.getByRole('button', { name: '停用' }).waitFor();
      await page.getByRole('button', { name: '立即采集' }).click();
      await page.getByText('已请求，采集进程接手后开始').waitFor();
      expect(complaints).toEqual([]);
    },
  );

  it('that may not be looked at is named, with what to do', { timeout: 60_000 }, async () => {
    const { page, shoot, complaints } = screen;
    await page.goto(`${web.url}/add-site`);
    await page.getByLabel('网址').fill('http://192.168.0.1/list');
    await page.getByRole('button', { name: '查看' }).click();
    await page.getByText('这个网址指向本机或内部网络，已拒绝访问').waitFor(PATIENCE);
    await shoot('story-9-refused');
    expect(complaints).toEqual([]);
  });
});

describe('the pictures', () => {
  let site: ReviewSite;
  afterEach(async () => {
    const { complaints } = site;
    await site.close();
    expect(complaints).toEqual([]);
  });

  it.each([
    { width: 1366, height: 768, colorScheme: 'light' },
    { width: 1366, height: 768, colorScheme: 'dark' },
    { width: 1920, height: 1080, colorScheme: 'light' },
    { width: 1920, height: 1080, colorScheme: 'dark' },
  ] as const)('fit $width × $height, $colorScheme', { timeout: 120_000 }, async (look) => {
    site = await openReviewSite(browser, built.webDir, look);
    fillPatrols(site.memory);
    const { page, shoot, url } = site;
    const suffix = `${look.width}-${look.colorScheme}`;
    const fits = async (name: string) => {
      await shoot(`${name}-${suffix}`);
      const isWider = await page.evaluate(
        () => document.documentElement.scrollWidth > document.documentElement.clientWidth,
      );
      expect(isWider, name).toBe(false);
    };
    await logInOn(site, '/sources', { name: ADMIN.name, password: PASSWORD });
    await page.getByText('示例同城论坛').waitFor();
    await fits('patrol-sources');
    await page.goto(`${url}/sources/sample-platform`);
    await page.locator('canvas').waitFor();
    await fits('patrol-source');
    await page.goto(`${url}/runs`);
    await page.getByText('已访问').first().waitFor();
    await page.getByRole('region', { name: '最近的采集' }).getByRole('table').waitFor();
    await fits('patrol-runs');
    await page.goto(`${url}/runs/40`);
    await page.getByText('问题与处理').waitFor();
    await page.getByRole('table').waitFor();
    await fits('patrol-run');
    await page.goto(`${url}/add-site`);
    await page.getByLabel('网址').fill('https://jobs.example/list');
    await page.getByRole('button', { name: '查看' }).click();
    await page.getByText('这一页会取到').waitFor();
    await page.getByText('定义没有错误').waitFor();
    await fits('patrol-add');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByText('postings would be taken').waitFor();
    await fits('patrol-add-english');
  });

  it('a reviewer sees all of it, and no button that would be refused', async () => {
    site = await openReviewSite(browser, built.webDir);
    site.memory.patrols.health.set('sample-platform', sampleHealth(5, new Date()));
    const { page, url } = site;
    await logInOn(site, '/sources');
    await page.getByText('示例同城论坛').waitFor();
    expect(await page.getByRole('button', { name: '添加站点' }).count()).toBe(0);
    await page.goto(`${url}/sources/sample-platform`);
    await page.getByText('您没有启停和采集的权限').waitFor();
    expect(await page.getByRole('button', { name: '立即采集' }).count()).toBe(0);
    await page.goto(`${url}/add-site`);
    await page.getByText('您没有添加站点的权限').waitFor();
    expect(await page.getByLabel('网址').count()).toBe(0);
  });

  it('says that the live connection is broken, and goes on when it is back', async () => {
    site = await openReviewSite(browser, built.webDir);
    const { page, memory } = site;
    await logInOn(site, '/runs');
    await page.getByText('现在没有采集在运行').waitFor();
    const findLive = memory.queries.findLive.bind(memory.queries);
    memory.queries.findLive = () => Promise.reject(new Error('gone'));
    await page.getByText('与服务器的实时连接已中断').waitFor();
    memory.queries.findLive = findLive;
    await page.getByText('与服务器的实时连接已中断').waitFor({ state: 'hidden' });
    memory.sessions.clear();
    await page.getByText('登录已失效').waitFor(PATIENCE);
  });
});
