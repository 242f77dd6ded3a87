/** Logging in, and who is logged in. */
import { z } from 'zod';
import { RightSchema, RoleSchema } from '../../domain/rights.js';
import { IdSchema, InstantSchema } from './fields.js';

export const UserSchema = z.object({
  id: IdSchema,
  name: z.string(),
  displayName: z.string(),
  roles: z.array(RoleSchema).readonly(),
  /** What the roles allow somewhere; where exactly, the server knows. */
  rights: z.array(RightSchema).readonly(),
  mustChangePassword: z.boolean(),
  hasSecondFactor: z.boolean(),
});

export const LoginSchema = z.strictObject({
  name: z.string().min(1).max(100),
  password: z.string().min(1).max(1_000),
});
export const SessionAnswerSchema = z.object({ user: UserSchema, expiresAt: InstantSchema });
export type SessionAnswer = Readonly<z.output<typeof SessionAnswerSchema>>;
