/** undici and cheerio with nothing around them: about what one thread can do. */
import { load } from 'cheerio';
import { Agent, request } from 'undici';
import { runContender } from './contender.js';

await runContender(async ({ starts, concurrency }) => {
  const dispatcher = new Agent({ connections: concurrency });
  const queue = [...starts];
  let working = 0;
  let titles = 0;
  const visit = async (url: string): Promise<void> => {
    const { body } = await request(url, { dispatcher });
    const $ = load(await body.text());
    if ($('title').text() !== '') titles += 1;
    if (!url.includes('/list/')) return;
    for (const link of $('a.item, a.next')) {
      queue.push(new URL(link.attribs['href'] ?? '', url).href);
    }
  };
  await new Promise<void>((resolve, reject) => {
    const fill = (): void => {
      for (let url = queue.pop(); url !== undefined; url = queue.pop()) {
        working += 1;
        visit(url).then(() => {
          working -= 1;
          fill();
        }, reject);
        if (working >= concurrency) return;
      }
      if (working === 0) resolve();
    };
    fill();
  });
  await dispatcher.close();
  return titles;
});
