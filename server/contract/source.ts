/** Sources, their health, and changes to them. */
import { z } from 'zod';
import { HEALTH_REASONS, HEALTH_VERDICTS } from '../../domain/health.js';
import { FetchModeSchema, PostingFieldSchema, SourceKindSchema } from '../../domain/source.js';
import { CountSchema, IdSchema, InstantSchema, LimitSchema } from './fields.js';
import { IssueSchema, RunHealthSchema, RunSchema } from './run.js';

export const SourceRowSchema = z.object({
  id: z.string(),
  name: z.string(),
  kind: SourceKindSchema,
  enabled: z.boolean(),
  /** The first start URL. */
  url: z.string(),
  /** Cron, in the configured time zone; null: only on demand. */
  schedule: z.string().nullable(),
  nextRunAt: InstantSchema.nullable(),
  lastRun: RunSchema.nullable(),
  /** The issues of the last run and those that no run found, newest first, at most 50. */
  issues: z.array(IssueSchema).readonly(),
  /** What its last runs say of it, and why. */
  verdict: z.enum(HEALTH_VERDICTS),
  reasons: z
    .array(z.object({ kind: z.enum(HEALTH_REASONS), count: CountSchema, of: CountSchema }))
    .readonly(),
  /** The last runs that have ended, oldest first. */
  recent: z.array(RunHealthSchema).readonly(),
});
export type SourceRow = Readonly<z.output<typeof SourceRowSchema>>;
export const SourcesAnswerSchema = z.object({ sources: z.array(SourceRowSchema).readonly() });

export const SourceParamsSchema = z.strictObject({ id: z.string().min(1).max(100) });
export const SourceDetailSchema = SourceRowSchema.extend({
  fetch: FetchModeSchema,
  delayMs: CountSchema,
  expects: z.object({
    postings: CountSchema,
    fields: z.array(PostingFieldSchema).readonly(),
    length: CountSchema,
  }),
  /** The definition as YAML. */
  yaml: z.string(),
  /** The last change: by a file that was applied, or by somebody on the web. */
  origin: z.enum(['file', 'web']),
  changedBy: z.string().nullable(),
  updatedAt: InstantSchema,
});
export type SourceDetail = Readonly<z.output<typeof SourceDetailSchema>>;
export const HealthQuerySchema = z.strictObject({ limit: LimitSchema.default(30) });
export const HealthAnswerSchema = z.object({
  /** Oldest first. */
  runs: z.array(RunHealthSchema).readonly(),
});
export const SourceChangeSchema = z.strictObject({ enabled: z.boolean() });
export const RunAskedSchema = z.object({
  /** `running`: one is under way already, and nothing was asked. */
  status: z.enum(['asked', 'running']),
});

const YamlSchema = z.string().min(1).max(100_000);
export const SourceCheckSchema = z.strictObject({
  yaml: YamlSchema,
  language: z.enum(['zh', 'en']).default('zh'),
});
export const SourceCheckedSchema = z.object({
  problems: z.array(z.object({ line: IdSchema, key: z.string(), message: z.string() })).readonly(),
});
export const NewSourceSchema = z.strictObject({
  yaml: YamlSchema,
  /** Whether to run it at once. */
  start: z.boolean().default(false),
});
