/** Which pictures of a posting are worth reading: of postings whose own text is thin. */
import type { ExtractedPosting } from './posting.js';

/** Letters and digits of title and body; a posting that says more is judged by what it says. */
const THIN_LENGTH = 100;
/** With words that point to a picture, a longer text is still only an introduction to it. */
const POINTING_LENGTH = 400;
const MAX_PICTURES = 3;
const MAX_URL_LENGTH = 2_083;

const POINTS_TO_PICTURE = /扫码|二维码|长按|[见看如下戳点]图|图[片中里上]|海报|传单/u;
/** Parts of a site's frame, by the words of the address's last parts. */
const FRAME_WORDS =
  /(?:^|[/_.-])(?:avatars?|head(?:img|pic)?|icons?|ico|favicon|logos?|sprites?|emojis?|emoticons?|smil(?:ey|ies)|faces?|blank|spacer|pixel|placeholder|loading|captcha|badges?|buttons?|btn|arrows?|ads?|banners?)(?=$|[/_.\d-])/iu;
const FRAME_ALT = /^(?:头像|图标|表情|徽章|logo|avatar|icon)$/iu;
/** Drawings and films are not read. */
const UNREAD_TYPE = /\.(?:svgz?|ico|mp4|webm|m3u8|swf)$/iu;

/** The addresses of the pictures to read, in their order, three at most. */
export function pickPictures({
  title,
  body,
  images,
}: Pick<ExtractedPosting, 'title' | 'body' | 'images'>): string[] {
  if (images.length === 0 || !isThin(`${title}\n${body}`)) return [];
  const urls = images.filter(isOfThePosting).map(({ url }) => url);
  return [...new Set(urls)].slice(0, MAX_PICTURES);
}

function isThin(text: string): boolean {
  const length = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  return length <= THIN_LENGTH || (length <= POINTING_LENGTH && POINTS_TO_PICTURE.test(text));
}

function isOfThePosting({ url, alt }: ExtractedPosting['images'][number]): boolean {
  if (url.length > MAX_URL_LENGTH || !/^https?:/i.test(url) || !URL.canParse(url)) return false;
  const { pathname } = new URL(url);
  if (UNREAD_TYPE.test(pathname) || FRAME_ALT.test(alt.trim())) return false;
  return !FRAME_WORDS.test(pathname.split('/').slice(-3).join('/'));
}
