import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { z } from 'zod';
import { DEFAULT_CRAWL_LIMITS } from '../../crawlers/crawl-source.js';
import { extractPage } from '../../crawlers/extract/extract-page.js';
import { decodeText } from '../../crawlers/fetch/decode-text.js';
import { createHttpFetcher } from '../../crawlers/fetch/fetch-http.js';
import { createRobotsCache } from '../../crawlers/politeness/robots-cache.js';
import { ROBOTS_MAX_BYTES } from '../../crawlers/politeness/robots.js';
import { userAgent } from '../../crawlers/politeness/user-agent.js';
import { FetchFailed, FetchForbidden, InvalidInput } from '../../domain/errors.js';
import { readConfig } from '../../runtime/config.js';
import { projectVersion } from '../../runtime/project-version.js';
import { ExitCode } from '../exit-code.js';
import { answerLines } from '../jsonl.js';
import { printJson } from '../print.js';

const WebAddressSchema = z.url({ protocol: /^https?$/, error: 'must be an http or https address' });
const PageLineSchema = z.object({ id: z.string(), url: WebAddressSchema, html: z.string() });

interface Options {
  readonly url?: string;
  readonly html?: string;
  readonly jsonl?: string;
}

export function addExtract(program: Command): void {
  program
    .command('extract')
    .description('what would be taken from a page, as JSON; no database needed')
    .option(
      '--url <url>',
      'the page’s address; fetched, within its robots.txt, unless --html is given',
    )
    .option('--html <file>', 'the page itself, in any charset')
    .option(
      '--jsonl <file>',
      'lines of {"id","url","html"}, answered in order; - for standard input',
    )
    .action(async (options: Options) => {
      if (options.jsonl !== undefined) {
        const wrong = await answerLines(options.jsonl, PageLineSchema, ({ id, url, html }) => ({
          id,
          ...extractPage({ html, url, now: new Date() }),
        }));
        if (wrong > 0) process.exitCode = ExitCode.badInput;
        return;
      }
      const url = WebAddressSchema.safeParse(options.url);
      if (!url.success) {
        throw new InvalidInput('say --url with an http or https address, or --jsonl with a file');
      }
      const html =
        options.html === undefined ? await fetchText(url.data) : await readText(options.html);
      await printJson(extractPage({ html, url: url.data, now: new Date() }));
    });
}

async function readText(file: string): Promise<string> {
  try {
    return decodeText(await readFile(file), '').text;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'error';
    throw new InvalidInput(`${file} cannot be read (${code})`, [], { cause: error });
  }
}

/** One page, as politely as a crawl would. */
async function fetchText(url: string): Promise<string> {
  const { contact, privateNetwork } = readConfig();
  const agent = userAgent(projectVersion(), contact);
  const fetcher = createHttpFetcher({ ...DEFAULT_CRAWL_LIMITS, userAgent: agent, privateNetwork });
  try {
    const robots = createRobotsCache({
      fetch: (address) =>
        fetcher.fetch({ url: address, overflow: 'cut', maxBytes: ROBOTS_MAX_BYTES }),
      product: 'Mingcha',
      now: Date.now,
      retryMs: DEFAULT_CRAWL_LIMITS.throttleMs,
      downRetryMs: DEFAULT_CRAWL_LIMITS.retryMs,
    });
    const answer = await robots.check(url);
    if (answer.status === 'unreachable') throw new FetchFailed(`${url}: ${answer.reason}`);
    if (answer.status === 'disallowed') {
      throw new FetchForbidden(`robots.txt does not allow ${url}`, 'robots');
    }
    const page = await fetcher.fetch({ url });
    if (page.status >= 400) throw new FetchFailed(`${url} answered ${page.status}`);
    return page.text;
  } finally {
    await fetcher.close();
  }
}
