/** What goes wrong, and whether the server is well. */
import { z } from 'zod';

/** RFC 9457. `detail` is Chinese and may be shown; `requestId` finds the log line. */
export const ProblemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  requestId: z.string(),
  /** For 400: what is wrong, one place each. */
  errors: z.array(z.string()).optional(),
  /** For 429: seconds to wait. */
  retryAfter: z.int().optional(),
});
export type Problem = z.output<typeof ProblemSchema>;

export const HealthSchema = z.object({ status: z.enum(['ok', 'unavailable']) });
