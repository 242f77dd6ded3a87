/** Facets: dimensions that stand beside the codes. What is not said stays empty; nothing is guessed. */
import type { Facets } from '../../domain/finding.js';
import { originalSpan } from '../normalise/fold-text.js';
import type { Hit, HitsByTag } from '../rules/apply-rules.js';

const AUDIENCES = [
  ['audience.preschool', 'PRESCHOOL'],
  ['audience.primary', 'PRIMARY'],
  ['audience.junior', 'JUNIOR'],
  ['audience.senior', 'SENIOR'],
  ['adult.degree', 'ADULT_HE'],
] as const;

const SUBJECTS = [
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
] as const;

const MODES = [
  ['mode.live', 'LIVE'],
  ['mode.recorded', 'RECORDED'],
  ['mode.group', 'IM_GROUP'],
  ['mode.meeting', 'MEETING'],
] as const;

const SIZES = [
  ['tutor.one.single', '1v1'],
  ['tutor.pool', 'shared'],
  ['tutor.one.few', '1vN'],
  ['size.few', '1vN'],
  ['tutor.class.large', 'large'],
] as const;

const VENUES = [
  ['venue.home', 'TEACHER_HOME'],
  ['venue.student', 'STUDENT_HOME'],
  ['venue.block', 'RESIDENTIAL'],
  ['venue.hotel', 'HOTEL'],
  ['venue.cafe', 'CAFE'],
  ['venue.office', 'OFFICE_BUILDING'],
  ['venue.rented', 'RENTED_ROOM'],
  ['venue.school', 'NEAR_SCHOOL'],
  ['venue.elsewhere', 'ELSEWHERE'],
] as const;

const PRICES = ['price.lesson', 'price.pay', 'price.total'] as const;
const MAX_TIMES = 8;

/** Reads the facets off the hits; prices and times are quoted as the original has them. */
export function collectFacets(hits: HitsByTag): Facets {
  const modes: Facets['mode'] = pick(MODES, hits);
  const isOnline = modes.length > 0 || has(hits, 'mode.online');
  const isOffline = has(hits, 'venue') || has(hits, 'mode.offline');
  if (isOnline && isOffline) modes.push('HYBRID');
  else if (isOffline) modes.push('OFFLINE');
  const priceTag = PRICES.find((tag) => has(hits, tag));
  return {
    audience: pick(AUDIENCES, hits),
    subjects: pick(SUBJECTS, hits),
    mode: modes,
    classSize: pick(SIZES, hits)[0] ?? null,
    price: priceTag === undefined ? null : quote(hits.get(priceTag)?.[0]),
    venue: pick(VENUES, hits),
    times: quoteTimes(hits.get('time') ?? []),
  };
}

function pick<T>(table: readonly (readonly [tag: string, value: T])[], hits: HitsByTag): T[] {
  return table.filter(([tag]) => has(hits, tag)).map(([, value]) => value);
}

function has(hits: HitsByTag, tag: string): boolean {
  return (hits.get(tag) ?? []).some((hit) => !hit.isNegated);
}

function quote(hit: Hit | undefined): string | null {
  return hit === undefined ? null : originalSpan(hit.field, hit.start, hit.end).text.trim();
}

/** Neighbouring times (`周六` `上午9:00`) are one expression. */
function quoteTimes(hits: readonly Hit[]): string[] {
  const quoted: string[] = [];
  let start = -1;
  let last: Hit | undefined;
  const close = (): void => {
    if (last === undefined) return;
    const text = originalSpan(last.field, start, last.end).text.trim();
    if (text !== '' && !quoted.includes(text) && quoted.length < MAX_TIMES) quoted.push(text);
  };
  for (const hit of hits) {
    if (last !== undefined && hit.field === last.field && hit.start <= last.end + 1) {
      if (hit.end > last.end) last = hit;
      continue;
    }
    close();
    start = hit.start;
    last = hit;
  }
  close();
  return quoted;
}
