/** Crawlee as it comes: reads the title, follows the links, stores nothing. */
import { CheerioCrawler, Configuration, log, LogLevel } from '@crawlee/cheerio';
import { runContender } from './contender.js';

await runContender(async ({ starts, concurrency }) => {
  log.setLevel(LogLevel.ERROR);
  let titles = 0;
  const crawler = new CheerioCrawler(
    {
      minConcurrency: concurrency,
      maxConcurrency: concurrency,
      async requestHandler({ $, request, enqueueLinks }) {
        if ($('title').text() !== '') titles += 1;
        if (request.url.includes('/list/')) await enqueueLinks({ selector: 'a.item, a.next' });
      },
    },
    new Configuration({ persistStorage: false }),
  );
  await crawler.run([...starts]);
  return titles;
});
