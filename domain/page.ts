/** A page: one fetched URL at one time. */

export interface FetchedPage {
  /** The address asked for. */
  readonly url: string;
  /** Where redirects ended. */
  readonly finalUrl: string;
  readonly redirects: readonly string[];
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** The bytes as served, after content decoding (of a gzip file: what is in it). For a browser page: the rendered document as UTF-8, the JSON it loaded at its end. */
  readonly bytes: Uint8Array;
  /** The bytes as text, decoded with `charset`. */
  readonly text: string;
  readonly charset: string;
  readonly contentType: string;
  readonly fetchedBy: 'http' | 'browser';
  readonly fetchedAt: Date;
  readonly tookMs: number;
  /** The key of the address that answered at `finalUrl` (`addressKey` in `crawlers/politeness`), if it is known. */
  readonly address?: string | undefined;
}

/** What a page was read as: what a run is compared by with earlier ones. */
export interface PageReading {
  readonly readAs: 'list' | 'detail' | 'feed';
  /** Postings on the page, or links to them. */
  readonly found: number;
  /** Selectors of the source that were tried, e.g. `list.item`, and whether they matched anything. */
  readonly selectors: Readonly<Record<string, boolean>>;
}
