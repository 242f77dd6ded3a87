/**
 * What the contract of the HTTP API is made of. The files beside this one say what the API takes and answers: one
 * definition, from which come the checks, the OpenAPI document, and the types of the web UI (`Json<…>`: instants as
 * strings) and of the server (`z.output`: instants as Date).
 */
import { z } from 'zod';

/** A shape as it travels: the types that the web UI works with. */
export type Json<Schema extends z.ZodType> = z.input<Schema>;

export const InstantSchema = z.codec(z.iso.datetime({ offset: true }), z.date(), {
  decode: (text) => new Date(text),
  encode: (date) => date.toISOString(),
});
export const IdSchema = z.int().positive();
export const CountSchema = z.int().min(0);

/** What to go on after; as `nextCursor` said. */
export const AfterIdSchema = z
  .string()
  .regex(/^\d{1,15}$/, 'a nextCursor of ours')
  .transform(Number);
export const NextCursorSchema = z.string().nullable();
export const LimitSchema = z.coerce.number().pipe(z.int().min(1).max(200));
export const IdParamsSchema = z.strictObject({ id: z.coerce.number().pipe(IdSchema) });
