/** Facets: dimensions that stand beside the codes. What is not said stays empty; nothing is guessed. */
import type { Facets, Paid } from '../../domain/finding.js';
import { originalSpan } from '../normalise/fold-text.js';
import type { Hit, HitsByTag } from '../rules/hits-by-tag.js';
import { groupTimes } from '../schedule/group-times.js';

const AUDIENCES = tableOf([
  ['audience.preschool', 'PRESCHOOL'],
  ['audience.primary', 'PRIMARY'],
  ['audience.junior', 'JUNIOR'],
  ['audience.senior', 'SENIOR'],
  ['adult.degree', 'ADULT_HE'],
] as const);

const SUBJECTS = tableOf([
  ['subject.math', '数学'],
  ['subject.english', '英语'],
  ['subject.chinese', '语文'],
  ['subject.physics', '物理'],
  ['subject.chemistry', '化学'],
  ['subject.biology', '生物'],
  ['subject.history', '历史'],
  ['subject.geography', '地理'],
  ['subject.politics', '道法'],
  ['subject.science', '科学'],
  ['subject.japanese', '日语'],
  ['subject.russian', '俄语'],
] as const);

const MODES = tableOf([
  ['mode.live', 'LIVE'],
  ['mode.recorded', 'RECORDED'],
  ['mode.group', 'IM_GROUP'],
  ['mode.meeting', 'MEETING'],
] as const);

const SIZES = tableOf([
  ['tutor.one.single', '1v1'],
  ['tutor.pool', 'shared'],
  ['tutor.one.few', '1vN'],
  ['size.few', '1vN'],
  ['tutor.class.large', 'large'],
] as const);

const VENUES = tableOf([
  ['venue.home', 'TEACHER_HOME'],
  ['venue.student', 'STUDENT_HOME'],
  ['venue.block', 'RESIDENTIAL'],
  ['venue.hotel', 'HOTEL'],
  ['venue.cafe', 'CAFE'],
  ['venue.office', 'OFFICE_BUILDING'],
  ['venue.rented', 'RENTED_ROOM'],
  ['venue.school', 'NEAR_SCHOOL'],
  ['venue.elsewhere', 'ELSEWHERE'],
] as const);

const ACTORS = tableOf([
  ['actor-institution', 'INSTITUTION'],
  ['actor-person', 'INDIVIDUAL'],
  ['teacher.serving', 'SERVING_TEACHER'],
  ['actor-domestic', 'DOMESTIC_SERVICE'],
  ['actor-tutor-site', 'TUTOR_PLATFORM'],
  ['actor-job-site', 'JOB_SITE'],
  ['actor-care', 'CARE_CENTRE'],
  ['actor-contest', 'CONTEST_ORGANISER'],
  ['actor-admission', 'ADMISSION_ADVISER'],
  ['actor-travel', 'STUDY_TRAVEL'],
  ['company.consult', 'CONSULTING_FIRM'],
  ['actor-abroad', 'OVERSEAS_PLATFORM'],
  ['actor-school', 'SCHOOL'],
  ['school.hires', 'SCHOOL'],
] as const);

const PRICES = ['price.lesson', 'price.pay', 'price.total'] as const;
/** Money is spoken of without an amount: 收费, 定金, 概不退费; a bare number only as in 两小时 150. */
const PAYING = [
  ...PRICES,
  'price.words',
  'price.hidden',
  'price.prepay',
  'price.cut',
  'contract.unfair',
  'price.bare',
] as const;
const ONLINE = ['mode.online'] as const;
const OFFLINE = ['venue', 'mode.offline'] as const;
const ROOM = ['rent.room'] as const;
const CLASSROOM = ['rent.class'] as const;
const MAX_TIMES = 8;

/** Reads the facets off the hits; prices and times are quoted as the original has them. */
export function collectFacets(hits: HitsByTag, period: Facets['period']): Facets {
  const modes: Facets['mode'] = pick(MODES, hits);
  const isOnline = modes.length > 0 || hits.hasAny(ONLINE);
  const isOffline = hits.hasAny(OFFLINE);
  if (isOnline && isOffline) modes.push('HYBRID');
  else if (isOffline) modes.push('OFFLINE');
  const prices = hits.tags.numbersOf(PRICES).find((tag) => hits.isAffirmed(tag));
  return {
    audience: pick(AUDIENCES, hits),
    subjects: pick(SUBJECTS, hits),
    mode: modes,
    classSize: pick(SIZES, hits)[0] ?? null,
    price: prices === undefined ? null : quote(hits.firstAffirmedOf(prices)),
    venue: pick(VENUES, hits),
    times: quoteTimes(hits.get('time') ?? []),
    period,
    actor: actorsOf(hits),
    paid: readPaid(hits),
  };
}

function actorsOf(hits: HitsByTag): Facets['actor'] {
  const actors: Facets['actor'] = pick(ACTORS, hits);
  if (hits.hasAny(ROOM) && hits.hasAny(CLASSROOM)) actors.push('LANDLORD');
  return actors.length < 2 ? actors : [...new Set(actors)];
}

/** An amount says yes whatever is free besides; 免费 says no unless money is spoken of elsewhere. */
function readPaid(hits: HitsByTag): Paid {
  const free = hits.affirmedOf(hits.tags.numberOf('paid-free'));
  for (const tag of hits.tags.numbersOf(PAYING)) {
    const list = hits.affirmedOf(tag);
    const said =
      free.length === 0 ? list[0] : list.find((hit) => !free.some((one) => overlaps(hit, one)));
    if (said !== undefined) return { state: 'YES', text: quote(longestFrom(said, list)) };
  }
  const [first] = free;
  return { state: first === undefined ? 'UNKNOWN' : 'NO', text: quote(first) };
}

function overlaps(one: Hit, other: Hit): boolean {
  return one.field === other.field && one.start < other.end && one.end > other.start;
}

/** 价格私聊, not the 价格私 in it. */
function longestFrom(first: Hit, list: readonly Hit[]): Hit {
  const same = list.filter(({ field, start }) => field === first.field && start === first.start);
  return same.at(-1) ?? first;
}

interface Table<T> {
  readonly tags: readonly string[];
  readonly values: readonly T[];
}

function tableOf<const T>(rows: readonly (readonly [tag: string, value: T])[]): Table<T> {
  return { tags: rows.map(([tag]) => tag), values: rows.map(([, value]) => value) };
}

function pick<T>({ tags, values }: Table<T>, hits: HitsByTag): T[] {
  const numbers = hits.tags.numbersOf(tags);
  const picked: T[] = [];
  for (let place = 0; place < numbers.length; place += 1) {
    const value = values[place];
    if (value !== undefined && hits.isAffirmed(numbers[place] ?? -1)) picked.push(value);
  }
  return picked;
}

function quote(hit: Hit | undefined): string | null {
  return hit === undefined ? null : originalSpan(hit.field, hit.start, hit.end).text.trim();
}

/** Neighbouring times (`周六` `上午9:00`) are quoted as one. */
function quoteTimes(hits: readonly Hit[]): string[] {
  const quoted: string[] = [];
  for (const { field, start, end } of groupTimes(hits)) {
    const text = originalSpan(field, start, end).text.trim();
    if (text !== '' && !quoted.includes(text) && quoted.length < MAX_TIMES) quoted.push(text);
  }
  return quoted;
}
