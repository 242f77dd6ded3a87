/** Logging in, and who is logged in. */
import { z } from 'zod';
import { IdSchema, InstantSchema } from './fields.js';

export const UserSchema = z.object({
  id: IdSchema,
  name: z.string(),
  displayName: z.string(),
  role: z.enum(['admin', 'reviewer']),
});
export type User = Readonly<z.output<typeof UserSchema>>;

export const LoginSchema = z.strictObject({
  name: z.string().min(1).max(100),
  password: z.string().min(1).max(1_000),
});
export const SessionAnswerSchema = z.object({ user: UserSchema, expiresAt: InstantSchema });
