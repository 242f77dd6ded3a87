/** Which kind of source a list page is, by the words of its title, its address and its postings. */
import type { ExtractedPosting } from '../../domain/posting.js';
import type { SourceKind } from '../../domain/source.js';

export interface GuessedKind {
  readonly kind: SourceKind;
  /** False: little speaks for it, or nearly as much for another. */
  readonly isSure: boolean;
}

interface KindWords {
  readonly kind: SourceKind;
  readonly text: RegExp;
  readonly address: RegExp;
}

/** In the order in which a tie is decided. */
const KINDS: readonly KindWords[] = [
  {
    kind: 'recruitment',
    text: /招聘|招募|职位|岗位|求职|简历|人才|诚聘|聘请|薪资|月薪|底薪|五险|应届|元\/月/,
    address: /zhaopin|\bjobs?\b|(?:^|[./_-])zp(?:[./_-]|$)|career|recruit|rencai|\bhr\b/i,
  },
  {
    kind: 'tutoring',
    text: /家教|辅导|补习|补课|一对一|1对1|私教|名师|师选|小班|托管|提分|试听|上门|课程|培训/,
    address: /jiajiao|tutor|fudao|peixun|course|teacher|laoshi/i,
  },
  {
    kind: 'platform',
    text: /论坛|贴吧|社区|社群|帖子|发帖|回帖|楼主|主题|讨论|交流区|圈|广场|求助|求推荐/,
    address: /\bbbs\b|forum|thread|tieba|\bfeed\b|group|topic|quanzi|club|viewforum|fid=/i,
  },
  {
    kind: 'news',
    text: /新闻|资讯|通知|公告|公示|通报|要闻|报道|头条|快讯|日报|晚报|教育局|频道|记者|印发|召开/,
    address: /news|xinwen|(?:^|[./_-])xw(?:[./_-]|$)|article|notice|gonggao|tzgg|zixun/i,
  },
];
const TITLE_WEIGHT = 3;
const ADDRESS_WEIGHT = 2;
const POSTINGS_WEIGHT = 3;
const SURE_SCORE = 2;
const SURE_LEAD = 1;

/** @param title of the page, or of the feed */
export function guessKind(
  title: string,
  url: string,
  postings: readonly ExtractedPosting[],
): GuessedKind {
  const { hostname, pathname, search } = new URL(url);
  const address = hostname + pathname + search;
  const scores = KINDS.map((words) => ({
    kind: words.kind,
    score:
      (words.text.test(title) ? TITLE_WEIGHT : 0) +
      (words.address.test(address) ? ADDRESS_WEIGHT : 0) +
      shareWith(postings, words.text) * POSTINGS_WEIGHT,
  })).toSorted((a, b) => b.score - a.score);
  const [best, second] = scores;
  // A community page is the kind that promises least about what its postings are.
  if (best === undefined || best.score === 0) return { kind: 'platform', isSure: false };
  const isSure = best.score >= SURE_SCORE && best.score - (second?.score ?? 0) >= SURE_LEAD;
  return { kind: best.kind, isSure };
}

function shareWith(postings: readonly ExtractedPosting[], words: RegExp): number {
  if (postings.length === 0) return 0;
  return postings.filter(({ title }) => words.test(title)).length / postings.length;
}
