/** A small site whose pages a test writes itself: a list of links, and a page for each. */
import { startHostileSite, type HostileSite } from '../sites/hostile/start-hostile-site.js';

export interface TextSite {
  readonly origin: string;
  readonly site: HostileSite;
  /** Path → title and text; write to it while the site runs. */
  show(ads: Readonly<Record<string, { readonly title: string; readonly text: string }>>): void;
  close(): Promise<void>;
}

export async function startTextSite(): Promise<TextSite> {
  const site = await startHostileSite();
  return {
    site,
    origin: site.origin,
    show(ads) {
      const cards = Object.entries(ads).map(
        ([path, { title, text }]) =>
          `<li class="card"><h3><a href="${path}">${title}</a></h3><p>${text.slice(0, 20)}…</p></li>`,
      );
      site.pages.set('/list', page('家教信息', `<ul class="list">${cards.join('')}</ul>`));
      for (const [path, { title, text }] of Object.entries(ads)) {
        site.pages.set(
          path,
          page(title, `<h1>${title}</h1><div class="content"><p>${text}</p></div>`),
        );
      }
    },
    close: () => site.close(),
  };
}

function page(title: string, body: string): { readonly body: string } {
  return { body: `<!doctype html><title>${title}</title><body>${body}</body>` };
}
