/** What speaks for a course in a school subject and what speaks for another, by dimension. */
import type { Hit, HitsByTag } from '../rules/hits-by-tag.js';
import { defineSigns, joinSigns, NOTHING, weighSigns, type Weighed } from './weigh-signs.js';

export interface SubjectSigns {
  /** Subjects, books, foreign courses, and names that may hide a subject. */
  readonly content: Weighed;
  /** What names a subject outright. */
  readonly named: Weighed;
  /** Names that may hide a subject or not: 思维训练, 国学. */
  readonly doubtful: Weighed;
  readonly foreign: Weighed;
  readonly purpose: Weighed;
  /** Everything that speaks for teaching. */
  readonly method: Weighed;
  /** The part of it that only subjects are taught by: 讲题, 默写. */
  readonly drill: Weighed;
  readonly assessment: Weighed;
  /** That no subject is taught: 不讲课, 只看作业. */
  readonly denied: Weighed;
  readonly other: Readonly<Record<'content' | 'purpose' | 'method' | 'assessment', Weighed>>;
}

const NAMED = defineSigns({
  subject: 0.6,
  'study-book': 0.3,
});
const SUBJECT = defineSigns({
  subject: 0.6,
});
const DOUBTFUL = defineSigns({
  'study-doubt': 0.3,
});
const FOREIGN = defineSigns({
  'abroad.course': 0.6,
});
const PURPOSE = defineSigns({
  'study-aim': 0.6,
  'study-class': 0.4,
  'promise.grand.core': 0.6,
  gain: 0.6,
  'score.low': 0.4,
  weak: 0.35,
  'promise.sure': 0.3,
  'promise.fear': 0.3,
});
const DRILL = defineSigns({
  'study-way': 0.5,
});
/** How anything is taught: it speaks for a subject only where one is named. */
const TEACHING = defineSigns({
  'online.help': 0.4,
  'tutor.one': 0.3,
  'tutor.home': 0.3,
  'tutor.lesson': 0.25,
  'tutor.class': 0.2,
  'teacher.any': 0.2,
  'mode.live': 0.2,
  'mode.meeting': 0.2,
});
const ASSESSMENT = defineSigns({
  'study-judge': 0.6,
  'gain.rank': 0.5,
  'gain.from-to': 0.5,
  'score.low': 0.4,
});
const DENIED = defineSigns({
  'study-denied': 0.7,
});
const OTHER = {
  content: defineSigns({ nonsubject: 0.6, 'leisure-course': 0.6, fitness: 0.6 }),
  purpose: defineSigns({ 'leisure-aim': 0.5 }),
  method: defineSigns({ 'leisure-way': 0.5 }),
  assessment: defineSigns({ 'leisure-judge': 0.5 }),
};

/** A word inside one of these says what the longer one says: 提分 in 不提分, 数学 in 数学思维. */
const COVERING = [
  'study-denied',
  'study-doubt',
  'nonsubject',
  'leisure-course',
  'leisure-aim',
  'leisure-way',
  'leisure-judge',
] as const;

/** Reads the signs of both sides off the hits. */
export function findSubjectSigns(hits: HitsByTag): SubjectSigns {
  const covers: Hit[] = [];
  for (const tag of hits.tags.numbersOf(COVERING)) covers.push(...hits.allOf(tag));
  const stands = (hit: Hit): boolean => !covers.some((cover) => isInside(hit, cover));
  const isSaid = (hit: Hit): boolean => !hit.isNegated && stands(hit);
  const foreign = weighSigns(FOREIGN, hits, isSaid);
  const doubts = hits.get('study-doubt') ?? [];
  // 大语文 is also a way to write 语文.
  const denials = hits.get('study-denied') ?? [];
  const isNamed = (hit: Hit): boolean =>
    isSaid(hit) &&
    !doubts.some((one) => isSame(hit, one)) &&
    !denials.some((one) => one.field === hit.field && one.clause === hit.clause);
  const named = joinSigns(weighSigns(NAMED, hits, isNamed), foreign);
  const doubtful = weighSigns(DOUBTFUL, hits, isSaid);
  const content = joinSigns(named, doubtful);
  const other = {
    content: weighSigns(OTHER.content, hits, isSaid),
    purpose: weighSigns(OTHER.purpose, hits, isAny),
    method: weighSigns(OTHER.method, hits, isSaid),
    assessment: weighSigns(OTHER.assessment, hits, isAny),
  };
  const drill = weighSigns(DRILL, hits, isSaid);
  const isSubjectTaught = content.score > 0 && content.score >= other.content.score;
  const saidNot = weighSigns(DENIED, hits, isAny);
  // 不教数学，只教英语 denies a subject and still teaches one.
  const deniedSubjects =
    named.score > 0 ? NOTHING : weighSigns(SUBJECT, hits, (hit) => hit.isNegated && stands(hit));
  return {
    content,
    named,
    doubtful,
    foreign,
    purpose: weighSigns(PURPOSE, hits, isSaid),
    method: isSubjectTaught ? joinSigns(drill, weighSigns(TEACHING, hits, isSaid)) : drill,
    drill,
    assessment: weighSigns(ASSESSMENT, hits, isSaid),
    denied: joinSigns(saidNot, deniedSubjects),
    other,
  };
}

/** 不讲课 and 不考试 are denials themselves: they count however they are marked. */
function isAny(): boolean {
  return true;
}

function isSame(hit: Hit, other: Hit): boolean {
  return hit.field === other.field && hit.start === other.start && hit.end === other.end;
}

function isInside(hit: Hit, cover: Hit): boolean {
  return (
    hit.field === cover.field &&
    hit.start >= cover.start &&
    hit.end <= cover.end &&
    hit.end - hit.start < cover.end - cover.start
  );
}
