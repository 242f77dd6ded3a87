/** How Chromium is started for a crawl, apart from its way out (`egress/`). */

/** Of one page's JavaScript; a page beyond it crashes alone. */
const SCRIPT_HEAP_MEGABYTES = 512;

export const BROWSER_FLAGS: readonly string[] = [
  // Keep the browser from calling anywhere by itself.
  '--disable-background-networking',
  '--disable-component-update',
  // In spite of the two above Chromium asks for component updates and accounts: nobody is there.
  '--component-updater=url-source=http://127.0.0.1:9/',
  '--gaia-url=http://127.0.0.1:9/',
  '--disable-sync',
  '--no-first-run',
  '--disable-dev-shm-usage',
  '--disable-default-apps',
  '--disable-extensions',
  '--disable-client-side-phishing-detection',
  '--disable-domain-reliability',
  `--js-flags=--max-old-space-size=${SCRIPT_HEAP_MEGABYTES}`,
];
/** What Playwright adds and a crawl does not want: windows that a page opens without being asked. */
export const UNWANTED_FLAGS: readonly string[] = ['--disable-popup-blocking'];
