/** The page that another one frames: old sites keep their list in it. */
import { absoluteUrl, parsePageTree } from '../extract/page-tree.js';

/** Frames of so few pixels hold counters and ads. */
const LEAST_HEIGHT = 150;

/**
 * @param url of the framing page, absolute
 * @returns the largest frame of the same host; undefined without one
 */
export function findFrame(html: string, url: string): string | undefined {
  const tree = parsePageTree(html, url);
  const { hostname } = new URL(url);
  const frames = tree
    .$('iframe[src], frame[src]')
    .toArray()
    .flatMap(({ attribs }) => {
      const source = absoluteUrl(attribs['src'] ?? '', tree.base);
      if (source === undefined || source === url || new URL(source).hostname !== hostname)
        return [];
      const height = Number.parseInt(attribs['height'] ?? '', 10);
      // Without a height, or with one in percent, a style sheet says how large it is.
      const isSmall = Number.isInteger(height) && height < LEAST_HEIGHT;
      return isSmall && attribs['height']?.endsWith('%') !== true ? [] : [{ source, height }];
    });
  return frames.toSorted((a, b) => (b.height || 0) - (a.height || 0))[0]?.source;
}
