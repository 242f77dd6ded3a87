/** The shapes that the API sends, as JSON: taken from the server's contract, types only. */
import type { Json } from '../../server/contract/fields.js';
import type { DecisionSchema } from '../../server/contract/decision.js';
import type {
  DecisionAnswerSchema,
  LeadDetailSchema,
  LeadRowSchema,
  PostingViewSchema,
} from '../../server/contract/lead.js';
import type {
  LeadCountsSchema,
  LeadPageSchema,
  LeadSort,
} from '../../server/contract/lead-list.js';
import type {
  DeadUrlsSchema,
  LiveSchema,
  RunDetailSchema,
  RunHealthSchema,
  RunIssuesSchema,
  RunPagesSchema,
  RunPostingsSchema,
  RunsAnswerSchema,
} from '../../server/contract/run.js';
import type { SessionAnswerSchema } from '../../server/contract/session.js';
import type {
  HealthAnswerSchema,
  SourceCheckedSchema,
  SourceDetailSchema,
  SourceRowSchema,
  SourcesAnswerSchema,
} from '../../server/contract/source.js';
import type { SuggestionSchema } from '../../server/contract/suggestion.js';

export type Session = Json<typeof SessionAnswerSchema>;
export type LeadRow = Json<typeof LeadRowSchema>;
export type LeadPage = Json<typeof LeadPageSchema>;
export type LeadDetail = Json<typeof LeadDetailSchema>;
export type LeadCounts = Json<typeof LeadCountsSchema>;
export type PostingView = Json<typeof PostingViewSchema>;
export type DecisionView = Json<typeof DecisionSchema>;
export type DecisionAnswer = Json<typeof DecisionAnswerSchema>;
export type SourceView = Json<typeof SourceRowSchema>;
export type SourcesAnswer = Json<typeof SourcesAnswerSchema>;
export type RunsAnswer = Json<typeof RunsAnswerSchema>;
export type RunRow = RunsAnswer['runs'][number];
export type RunDetail = Json<typeof RunDetailSchema>;
export type RunPages = Json<typeof RunPagesSchema>;
export type RunPostings = Json<typeof RunPostingsSchema>;
export type RunIssues = Json<typeof RunIssuesSchema>;
export type DeadUrls = Json<typeof DeadUrlsSchema>;
export type Live = Json<typeof LiveSchema>;
export type LiveRun = Live['runs'][number];
export type SourceDetail = Json<typeof SourceDetailSchema>;
export type RunHealth = Json<typeof RunHealthSchema>;
export type HealthAnswer = Json<typeof HealthAnswerSchema>;
export type SourceChecked = Json<typeof SourceCheckedSchema>;
export type Suggestion = Json<typeof SuggestionSchema>;
export type { LeadSort };
export type { SpanField } from '../../domain/finding.js';
export type { DecisionInput, LeadState } from '../../domain/lead.js';
