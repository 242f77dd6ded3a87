/**
 * hits → is this a course in a school subject? The four dimensions of the guide by which courses are told apart
 * (《义务教育阶段校外培训项目分类鉴别指南》, Ministry of Education, November 2021), each with the words that speak for it:
 *
 * - purpose 培训目的: 以学科知识与技能培训为导向，主要为提升学科学习成绩服务
 * - content 培训内容: 主要涉及道德与法治、语文、历史、地理、数学、外语（英语、日语、俄语）、物理、化学、生物等学科学习内容
 * - method 培训方式: 重在进行学科知识讲解、听说读写算等学科能力训练，以预习、授课和巩固练习等为主要过程，以教师（包括虚拟者、人工
 *   智能等）讲授示范、互动等为主要形式
 * - assessment 结果评价: 侧重甄别与选拔，以学习成绩、考试结果等作为主要评价依据
 *
 * What cannot be told at once goes to experts there (建立专家鉴别制度) and is marked here. Works on the hits alone and
 * reads no text. What the text does not say stays unknown.
 */
import type {
  SpanField,
  SubjectClass,
  SubjectDimension,
  SubjectDoubt,
  SubjectTest,
} from '../../domain/finding.js';
import type { FoldedText } from '../normalise/fold-text.js';
import type { Hit, HitsByTag } from '../rules/hits-by-tag.js';
import { findSubjectSigns, type SubjectSigns } from './find-signs.js';
import { quoteHits, type Weighed } from './weigh-signs.js';

/** From here on what several signs say together is strong. */
const STRONG = 0.5;
const VERY_STRONG = 0.8;
/** By how much the other side must outweigh a subject to name the course. */
const OUTWEIGHS = 1.5;
/** A side that is at least so much of the other is no aside. */
const COMPARABLE = 0.45;

/** That somebody is taught at all: a book or a school report names subjects too. */
const TRAINING = [
  'tutor',
  'offer.enrol',
  'offer.self',
  'teacher',
  'pupil.short',
  'size',
  'hire',
  'online.help',
  'training',
  'promise.sure',
  'study-class',
] as const;
/** What is paid by the lesson or taught over the network, where a subject is named. */
const LESSONS = ['price.lesson', 'mode'] as const;
/** What makes an offer of a subject for pupils: 初三化学，包吃，两千六. */
const OFFERS = ['price', 'contact'] as const;
/** What may be a class when 班 or 营 follows: 口才班, 数学营. */
const NAMES = ['subject', 'nonsubject', 'leisure-course', 'audience'] as const;
const SALES = ['product'] as const;
const TUTORING = ['tutor', 'pupil.short'] as const;
const ADULT = ['adult.strong', 'adult.exam', 'adult.degree'] as const;
const PUPILS = ['audience', 'child', 'pupil.short'] as const;

type Scores = Readonly<Record<'purpose' | 'content' | 'method' | 'assessment', number>>;

/**
 * The four-dimension test of one posting.
 * @param names what each folded field is called in the spans
 */
export function judgeSubject(
  hits: HitsByTag,
  names: ReadonlyMap<FoldedText, SpanField>,
): SubjectTest {
  const signs = findSubjectSigns(hits);
  const { denied, other } = signs;
  const test = (sign: Weighed, against: number): SubjectDimension => {
    const score = Math.round(sign.score * (1 - against) * 100) / 100;
    return { score, spans: quoteHits(sign.hits, names) };
  };
  const purpose = test(signs.purpose, other.purpose.score / 2);
  const content = test(signs.content, denied.score);
  const method = test(signs.method, Math.max(denied.score, other.method.score / 2));
  const assessment = test(signs.assessment, other.assessment.score / 2);
  const scores = {
    purpose: purpose.score,
    content: content.score,
    method: method.score,
    assessment: assessment.score,
  };
  const verdict = judge(signs, scores, hits);
  const against = [denied, other.content, other.purpose, other.method, other.assessment];
  return {
    class: verdict.class,
    purpose,
    content,
    method,
    assessment,
    against: quoteHits(
      against.flatMap((sign) => sign.hits),
      names,
    ),
    needsExpert: verdict.doubts.length > 0,
    doubts: verdict.doubts,
  };
}

interface Verdict {
  readonly class: SubjectClass;
  readonly doubts: SubjectDoubt[];
}

function judge(signs: SubjectSigns, scores: Scores, hits: HitsByTag): Verdict {
  const isForPupils = hits.hasAny(PUPILS);
  const isForAdults = !isForPupils && hits.hasAny(ADULT);
  if (isForAdults || !isTraining(signs, hits)) return { class: 'UNKNOWN', doubts: [] };
  const isSubject = meetsGuide(signs, scores, isForPupils);
  return {
    class: classOf(signs, scores, isSubject),
    doubts: doubtsOf(signs, scores, isSubject),
  };
}

function isTraining({ denied, named }: SubjectSigns, hits: HitsByTag): boolean {
  // Who says 只看作业不讲课 has a place for pupils.
  if (denied.score > 0) return true;
  if (named.score >= STRONG && hits.hasAny(LESSONS)) return true;
  const isForSale = hits.hasAny(SALES) && !hits.hasAny(TUTORING);
  if (isForSale) return false;
  if (named.score >= STRONG && hits.hasAny(PUPILS) && hits.hasAny(OFFERS)) return true;
  return (
    hits.hasAny(TRAINING) ||
    hits.tags.numbersOf(NAMES).some((tag) => hits.affirmedOf(tag).some(isClass))
  );
}

function isClass({ field, end }: Hit): boolean {
  const next = field.tightUnits[end];
  return next === 0x73ed || next === 0x8425; // 班, 营
}

/**
 * A subject that is named does; else two dimensions must agree, or one with a name that may hide a subject, or a
 * subject's drill for pupils.
 */
function meetsGuide(signs: SubjectSigns, scores: Scores, isForPupils: boolean): boolean {
  if (signs.named.score * (1 - signs.denied.score) >= STRONG) return true;
  const isDrilled = isDrill(signs, scores);
  const strong = [scores.purpose >= STRONG, isDrilled, scores.assessment >= STRONG];
  const count = strong.filter(Boolean).length;
  const isLikely = signs.doubtful.score > 0 || (isDrilled && isForPupils);
  const isElse = signs.denied.score >= STRONG || signs.other.content.score >= STRONG;
  return !isElse && (count >= 2 || (count === 1 && isLikely));
}

function isDrill({ drill }: SubjectSigns, { method }: Scores): boolean {
  return drill.score >= STRONG && method >= STRONG;
}

function classOf(signs: SubjectSigns, scores: Scores, isSubject: boolean): SubjectClass {
  const { other, denied, foreign } = signs;
  const isOther = other.content.score >= STRONG || denied.score >= STRONG;
  if (isSubject && foreign.score > 0) return 'FOREIGN_CURRICULUM';
  if (!isSubject) return isOther ? 'NON_SUBJECT' : 'UNKNOWN';
  return otherSide(signs) > OUTWEIGHS * subjectSide(signs, scores) ? 'NON_SUBJECT' : 'SUBJECT';
}

function subjectSide({ drill }: SubjectSigns, scores: Scores): number {
  return scores.content + (scores.purpose + drill.score + scores.assessment) / 2;
}

function otherSide({ other, denied }: SubjectSigns): number {
  const { content, purpose, method, assessment } = other;
  const rest = (purpose.score + method.score + assessment.score) / 2;
  return Math.max(content.score, denied.score) + rest;
}

function doubtsOf(signs: SubjectSigns, scores: Scores, isSubject: boolean): SubjectDoubt[] {
  const { named, doubtful, denied, other } = signs;
  const { purpose, assessment } = scores;
  const isAimed = purpose >= STRONG || assessment >= STRONG;
  const doubts: SubjectDoubt[] = [];
  // The name alone says nothing; a subject beside it and what it is for do.
  const isPlain = named.score >= STRONG && (isAimed || isDrill(signs, scores));
  if (doubtful.score > 0 && !isPlain) doubts.push('BORDERLINE_NAME');

  const sides = [subjectSide(signs, scores), otherSide(signs)];
  const isAside = named.score >= VERY_STRONG && (isAimed || isDrill(signs, scores));
  const isBoth = isSubject && !isAside && other.content.score >= STRONG;
  if (isBoth && Math.min(...sides) >= COMPARABLE * Math.max(...sides)) doubts.push('BOTH_SIDES');

  const isHidden =
    other.content.score >= STRONG &&
    named.score < STRONG &&
    (purpose >= STRONG || assessment >= VERY_STRONG);
  const isPlayful = named.score >= STRONG && other.purpose.score >= STRONG && !isAimed;
  const isOnlyWatched = named.score >= STRONG && denied.score >= STRONG;
  if (isHidden || isPlayful || isOnlyWatched) doubts.push('DIMENSIONS_DISAGREE');
  return doubts;
}
