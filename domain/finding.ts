/** Findings: what the classifiers say of one posting, and why. The JSON shape is a contract (design §11). */
import { z } from 'zod';
import type { SchoolBreak } from './calendar/school-break.js';

const IsoSchema = z.union([z.iso.date(), z.iso.datetime({ offset: true, local: true })]);
/** Years that the calendar can count in. */
const WITH_YEAR = /^(?:19|2\d)\d{2}-/;

/** What `classify` reads. */
export const ClassifyInputSchema = z.object({
  id: z.string(),
  text: z.string(),
  title: z.string().optional(),
  url: z.string().optional(),
  /** The kind of source or posting it comes from, e.g. `recruitment`, `reply`. */
  kind: z.string().optional(),
  /** When it was published, ISO 8601, e.g. `2026-07-01` or `2026-07-01T08:00:00+08:00`: tells the year of dates without one. */
  publishedAt: z
    .string()
    .refine(
      (text) => WITH_YEAR.test(text) && IsoSchema.safeParse(text).success,
      'must be a date or date-time of ISO 8601, e.g. 2026-07-01 or 2026-07-01T08:00:00+08:00',
    )
    .nullish(),
});
export type ClassifyInput = z.infer<typeof ClassifyInputSchema>;

/** What the chain classifies: a posting may also have text in its pictures. */
export interface PostingInput extends Omit<ClassifyInput, 'publishedAt'> {
  /** Read by a machine (`composeImageText`), so wrong in places. */
  readonly image?: string;
  /** The day it was published or first seen, e.g. `2026-07-01`: tells the year of dates without one. */
  readonly publishedOn?: string;
  /** Of the schools that may be meant; a day counts as one of a break when all of them agree. */
  readonly schoolBreaks?: readonly SchoolBreak[];
}

/** Where something was found; `image` is the text in the posting's pictures. */
export const SpanFieldSchema = z.enum(['title', 'text', 'image']);
export type SpanField = z.infer<typeof SpanFieldSchema>;

/** UTF-16 offsets into the original field: `field.slice(start, end) === text`, always. */
export const SpanSchema = z.strictObject({
  field: SpanFieldSchema,
  start: z.int().min(0),
  end: z.int().min(0),
  text: z.string(),
});
export type Span = z.infer<typeof SpanSchema>;

/** One reason from one classifier version. */
export const FindingSchema = z.strictObject({
  /** A behaviour or risk code of the taxonomy. */
  code: z.string(),
  score: z.number().min(0).max(1),
  /** The rule's id, or `model`. */
  rule: z.string(),
  spans: z.array(SpanSchema),
});
export type Finding = z.infer<typeof FindingSchema>;

export const ExclusionSchema = z.strictObject({
  /** An exclusion code of the taxonomy, NEG-01 … NEG-10. */
  code: z.string(),
  /** Chinese, for the reviewer. */
  reason: z.string(),
});
export type Exclusion = z.infer<typeof ExclusionSchema>;

export const AudienceSchema = z.enum(['PRESCHOOL', 'PRIMARY', 'JUNIOR', 'SENIOR', 'ADULT_HE']);
export const ModeSchema = z.enum(['OFFLINE', 'LIVE', 'RECORDED', 'IM_GROUP', 'MEETING', 'HYBRID']);
export const ClassSizeSchema = z.enum(['1v1', '1vN', 'shared', 'large']);
export const VenueSchema = z.enum([
  'RESIDENTIAL',
  'HOTEL',
  'CAFE',
  'OFFICE_BUILDING',
  'RENTED_ROOM',
  'NEAR_SCHOOL',
  'STUDENT_HOME',
  'TEACHER_HOME',
  'ELSEWHERE',
]);

/** Who speaks or is behind the posting (requirements §1, actor_type). */
export const ActorSchema = z.enum([
  'INSTITUTION',
  'INDIVIDUAL',
  'SERVING_TEACHER',
  'DOMESTIC_SERVICE',
  'TUTOR_PLATFORM',
  'JOB_SITE',
  'CARE_CENTRE',
  'CONTEST_ORGANISER',
  'ADMISSION_ADVISER',
  'STUDY_TRAVEL',
  'CONSULTING_FIRM',
  'LANDLORD',
  'OVERSEAS_PLATFORM',
  'SCHOOL',
]);
export type Actor = z.infer<typeof ActorSchema>;

/** Whether money is taken, and the words that say so, as written; null when nothing does. */
export const PaidSchema = z.strictObject({
  state: z.enum(['YES', 'NO', 'UNKNOWN']),
  text: z.string().nullable(),
});
export type Paid = z.infer<typeof PaidSchema>;

/** Which kind of day off a stated teaching time falls on. */
export const PeriodSchema = z.enum(['STATUTORY', 'WEEKEND', 'ADJ_OFF', 'WINTER', 'SUMMER']);
export type Period = z.infer<typeof PeriodSchema>;

/** Dimensions that stand beside the codes (requirements §1). Unknown = empty or null, never a guess. */
export const FacetsSchema = z.strictObject({
  audience: z.array(AudienceSchema),
  /** Chinese names, e.g. 数学, 英语. */
  subjects: z.array(z.string()),
  mode: z.array(ModeSchema),
  classSize: ClassSizeSchema.nullable(),
  /** As written. */
  price: z.string().nullable(),
  venue: z.array(VenueSchema),
  /** Teaching times as written. */
  times: z.array(z.string()),
  /** Of a flagged text: the days off that its teaching times fall on. */
  period: z.array(PeriodSchema),
  actor: z.array(ActorSchema),
  paid: PaidSchema,
});
export type Facets = z.infer<typeof FacetsSchema>;

export const ContactKindSchema = z.enum([
  'phone',
  'wechat',
  'qq',
  'group',
  'url',
  'email',
  'mini-program',
]);
export type ContactKind = z.infer<typeof ContactKindSchema>;

/**
 * A way to reach the advertiser. `value` is normalised (digits only, lower case; the path of an address as written);
 * the span is as written.
 */
export const ContactSchema = z.strictObject({
  kind: ContactKindSchema,
  value: z.string(),
  span: SpanSchema,
});
export type Contact = z.infer<typeof ContactSchema>;

export const SubjectClassSchema = z.enum([
  'SUBJECT',
  'NON_SUBJECT',
  'FOREIGN_CURRICULUM',
  'UNKNOWN',
]);
export type SubjectClass = z.infer<typeof SubjectClassSchema>;

/** Why a person who knows the subject should look: a name that may hide one, signs of both sides, dimensions at odds. */
export const SubjectDoubtSchema = z.enum(['BORDERLINE_NAME', 'BOTH_SIDES', 'DIMENSIONS_DISAGREE']);
export type SubjectDoubt = z.infer<typeof SubjectDoubtSchema>;

/** One dimension: how much speaks for a school subject, and where the text says so. */
export const SubjectDimensionSchema = z.strictObject({
  score: z.number().min(0).max(1),
  spans: z.array(SpanSchema),
});
export type SubjectDimension = z.infer<typeof SubjectDimensionSchema>;

/** The four-dimension test of the guide: purpose, content, method, assessment (requirements §1). */
export const SubjectTestSchema = z.strictObject({
  class: SubjectClassSchema,
  purpose: SubjectDimensionSchema,
  content: SubjectDimensionSchema,
  method: SubjectDimensionSchema,
  assessment: SubjectDimensionSchema,
  /** Where the text speaks for something other than a school subject. */
  against: z.array(SpanSchema),
  /** True exactly when there is a doubt. */
  needsExpert: z.boolean(),
  doubts: z.array(SubjectDoubtSchema),
});
export type SubjectTest = z.infer<typeof SubjectTestSchema>;

/** What `classify` answers for one posting. */
export const ClassificationSchema = z.strictObject({
  id: z.string(),
  flag: z.boolean(),
  score: z.number().min(0).max(1),
  primary: z.string().nullable(),
  findings: z.array(FindingSchema),
  exclusion: ExclusionSchema.nullable(),
  facets: FacetsSchema,
  subject: SubjectTestSchema,
  contacts: z.array(ContactSchema),
  version: z.strictObject({ rules: z.string(), model: z.string().nullable() }),
});
export type Classification = z.infer<typeof ClassificationSchema>;
