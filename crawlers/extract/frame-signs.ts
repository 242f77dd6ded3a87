/** What the markup says of an element: that it is the frame of a page, not what the page has to say. */
import type { Element } from 'domhandler';

/**
 * `comments` and `consent` may be longer than the content and are never it. A `gate` asks to subscribe, or is
 * what is read behind it. Another frame that holds most of a page's prose has been named badly.
 */
export type FrameKind = 'comments' | 'consent' | 'gate' | 'frame';

const FRAME_TAGS = new Set([
  'nav',
  'footer',
  'aside',
  'menu',
  'dialog',
  'form',
  'button',
  'select',
]);
const FRAME_ROLES = new Set([
  ...['navigation', 'banner', 'contentinfo', 'search', 'complementary', 'dialog', 'alertdialog'],
  ...['menu', 'menubar', 'toolbar', 'tablist', 'form', 'button'],
]);
const PAGE_TAGS = new Set(['html', 'body', 'main', 'article']);
/** A table in a figure is content; its caption is not. */
const CAPTION_TAGS = new Set(['figcaption', 'caption']);

/** Words of class and id, in lower case and a blank apart: `Article_relatedLinks` → `article related links`. */
const COMMENTS =
  /\b(?:comments?|commentlist|comentarios?|commentaires?|kommentare?|reacties|komentarze|disqus|disqusthread|dsq|respond|discussion|livefyre|coral|pinglun)\b/;
const CONSENT =
  /\b(?:cookies?|cookiebar|consent|gdpr|onetrust|cmp|didomi|cookielaw|usercentrics|truste)\b/;
const GATE =
  /\b(?:paywall|regwall|piano|metered|subscriptions?|premium|subscriber only|members? only)\b/;
const FRAME = new RegExp(
  String.raw`\b(?:${[
    // ways to elsewhere
    'nav|navbar|navigation|subnav|menu|submenu|breadcrumbs?|crumbs?|mianbao|pagination|pager|toolbar|skip link|toc|table of contents|jump links?|back to top|prev next|next prev|masthead',
    'related|relateds?posts?|relatedlinks?|similar|recommend(?:ed|ations?|s)?|reco|recos|recirc|recirculation|read (?:more|next|also)|readmore|readnext|more (?:stories|news|posts|articles|from|on|info|like)|see also|also (?:like|read)|up next|next (?:article|story|post)|further reading|rich link|trending|popular|most (?:read|popular|viewed|shared|commented)|latest (?:news|posts|stories|articles)|recent posts?|teasers?|catcher|promos?|promoted|jp relatedposts|yarpp|story more|top stories|mais lidas|saiba mais|relacionad[oa]s?|correlat[ie]|leggi anche|lees ook|xiangguan|tuijian|headline list|inline article|inline asset|inline topics|element atom',
    'sidebar|side bar|rail|right col|widget area|widget (?:recent|archive|categories|tag|search|nav)|colophon|site footer|footer|site header|page header|global header|topbar|bottom bar',
    // what to do with it
    'share|shares|sharing|sharebar|sharer?box|sharedaddy|sharethis|social|socials|sociable|addthis|addtoany|a2a|ssba|dpsp|fenxiang|partage|compartir|compartilhar|condividi|follow us|like button|likes|print only|hidden print|noprint|no print|bookmark',
    'newsletter|newsletters|subscribe|sign up|signup|signin|sign in|login|log in|registration|register|donate|donation|support us|epic|cta|call to action|abo|suscripcion|email form|optin|mailchimp|mc embed',
    // what pays for it
    'ad|ads|adv|advert|adverts|advertising|advertisement|advertisements|adsense|adsbygoogle|ad unit|ad slot|adslot|adbox|ad wrapper|dfp|gpt|sponsor|sponsors|sponsored|outbrain|taboola|revcontent|zergnet|mgid|nativo|affiliate|buy button|guanggao|anzeige|werbung|publicite|publicidad|publicidade|pubblicita|reklama|inread',
    // who and when, and what it is filed under
    'byline|bylines|by line|dateline|timestamp|time stamp|author (?:bio|box|card|info|about|profile|description|details|block|meta|mini bio|line|wrap|image|name|links?)|about (?:the )?author|authorbox|author|authors|bio|abh box|post (?:meta|info|tags|footer|author|date|share|nav)|entry (?:meta|footer|utility)|article (?:meta|metadata|info|infos|footer|author|share|tags|date|tools|actions|header info)|story (?:meta|tools|footer|author)|story body mini info list and share|metadata|meta data|meta|submeta|taglist|tag (?:list|cloud|links|container|box)|tags|tagcloud|topics|topic tags|keywords?|categories|cat links|posted on|read time|reading time|trust badge(?: container)?|tagline|correction policy',
    'caption|captions|wp caption|credit|credits|photo credit|image credit|image copyright|copyright|media description|legend|legende|bildunterschrift|pie de foto|didascalia|story image copyright|offscreen|off screen|sr only|screen reader(?: text)?|visually hidden|visuallyhidden|accessibility|a11y',
    'modal|popup|pop up|lightbox|overlay|tooltip|rating|ratings|stars|poll|feedback|report error|correction link|rss|app download|qr ?code|erweima|player|video player|slideshow nav|widget links|edit section|mw editsection|navbox|ambox|hatnote',
  ].join('|')})\b`,
);
/** A class that says of an element what else is on the page, or what the post is about. */
const ABOUT_OTHERS =
  /^(?:has|with|no|not|is|category|tag|type|status|format|page|postid|author|template|theme|u|js)-|-(?:open|enabled|disabled|fixed|visible|on|off)$/;

/** @returns what kind of frame an element is by its tag, role, class and id; undefined when they do not say so */
export function frameKind({ name, attribs }: Element): FrameKind | undefined {
  if (name === 'html' || name === 'body') return undefined;
  const role = attribs['role'];
  if (FRAME_TAGS.has(name) || CAPTION_TAGS.has(name)) return 'frame';
  if (role !== undefined && FRAME_ROLES.has(role)) return 'frame';
  if (attribs['aria-hidden'] === 'true' && name !== 'div' && name !== 'section') return 'frame';
  if (PAGE_TAGS.has(name)) return undefined;
  const words = namesOf(attribs);
  if (words === '') return undefined;
  if (BODY.test(words)) return undefined;
  if (COMMENTS.test(words)) return 'comments';
  if (CONSENT.test(words)) return 'consent';
  if (FRAME.test(words)) return 'frame';
  return GATE.test(words) ? 'gate' : undefined;
}

/** Where systems that publish articles keep the text of one. */
const BODY =
  /\b(?:(?:article|story|post|entry|news|asset|rich) ?(?:body|content|contents|text|copy|guts|bodycopy|paragraphs?)|articlebody|fulltext|bodytext|textbody|caas body|field name body|rte|mc article body|available content|available content body|standard article body|articulo cuerpo|cuerpo|corps|artikeltext|texte article|body markup)\b(?! (?:footer|header|meta|related|share|ads?|links?|comments?|tags|wrapper ad))/;

/** Whether markup says that an element is the text of an article. */
export function isNamedBody({ name, attribs }: Element): boolean {
  if (attribs['itemprop']?.toLowerCase() === 'articlebody') return true;
  if (attribs['property']?.toLowerCase().endsWith('articlebody') === true) return true;
  if (name !== 'div' && name !== 'section' && name !== 'article' && name !== 'td') return false;
  return BODY.test(namesOf(attribs));
}

function namesOf({ class: className = '', id = '' }: Element['attribs']): string {
  if (className === '' && id === '') return '';
  const tokens = `${id} ${className}`.split(/\s+/).filter((token) => !ABOUT_OTHERS.test(token));
  return tokens
    .join(' ')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[-_:/]+/g, ' ')
    .toLowerCase();
}
