import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { z } from 'zod';
import { extractPage } from '../../crawlers/extract/extract-page.js';
import { decodeText } from '../../crawlers/fetch/decode-text.js';
import { InvalidInput } from '../../domain/errors.js';
import { readConfig } from '../../runtime/config.js';
import { ExitCode } from '../exit-code.js';
import { answerLines } from '../jsonl.js';
import { openPoliteFetcher } from '../open-polite-fetcher.js';
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

async function fetchText(url: string): Promise<string> {
  const fetcher = openPoliteFetcher(readConfig());
  try {
    return (await fetcher.fetch(url)).text;
  } finally {
    await fetcher.close();
  }
}
