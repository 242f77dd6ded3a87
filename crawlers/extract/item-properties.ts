/** What the microdata of one item of a list states. */
import type { Element } from 'domhandler';
import { cleanPublisher } from './find-fields.js';
import { parseDate } from './parse-date.js';
import { renderText } from './render-text.js';
import { tidyLine, tidyText } from './tidy-text.js';

export interface ItemProperties {
  readonly title: string | undefined;
  readonly body: string | undefined;
  readonly publisher: string | undefined;
  readonly publishedAt: string | undefined;
  readonly price: string | undefined;
  readonly location: string | undefined;
}

/** Undefined when the item states nothing. */
export function readItemProperties(
  elements: readonly Element[],
  now: Date,
): ItemProperties | undefined {
  const stated = elements.filter(({ attribs }) => attribs['itemprop'] !== undefined);
  if (stated.length === 0) return undefined;
  const value = (...names: readonly string[]): string | undefined => {
    for (const name of names) {
      const element = stated.find(({ attribs }) =>
        attribs['itemprop']?.split(/\s+/).includes(name),
      );
      if (element === undefined) continue;
      const { content, datetime } = element.attribs;
      const text = tidyText(content ?? datetime ?? renderText([element]));
      if (text !== '') return text;
    }
    return undefined;
  };
  const line = (...names: readonly string[]) => {
    const text = value(...names);
    return text === undefined ? undefined : tidyLine(text);
  };
  return {
    title: line('headline', 'title', 'name'),
    body: value('articleBody', 'description'),
    publisher: cleanPublisher(value('hiringOrganization', 'author', 'provider') ?? '') ?? undefined,
    publishedAt: parseDate(value('datePosted', 'datePublished') ?? '', now) ?? undefined,
    price: line('baseSalary', 'price'),
    location: line('jobLocation', 'address', 'location'),
  };
}
