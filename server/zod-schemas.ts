/** Lets routes name zod schemas: Fastify checks and answers with them, OpenAPI is written from them. */
import type { FastifyInstance, FastifyTypeProvider } from 'fastify';
import { z } from 'zod';
import { InvalidInput } from '../domain/errors.js';

export interface ZodProvider extends FastifyTypeProvider {
  readonly validator: this['schema'] extends z.ZodType ? z.output<this['schema']> : unknown;
  readonly serializer: this['schema'] extends z.ZodType ? z.output<this['schema']> : unknown;
}

/** An instance whose route handlers are typed by their zod schemas. */
export type App = ReturnType<typeof useZodSchemas>;

export function useZodSchemas(app: FastifyInstance) {
  app.setValidatorCompiler<z.ZodType>(({ schema, httpPart }) => (value: unknown) => {
    const parsed = schema.safeParse(value);
    if (parsed.success) return { value: parsed.data };
    const problems = parsed.error.issues.map(
      (issue) => `${[httpPart, ...issue.path].join('.')}: ${issue.message}`,
    );
    return { error: new InvalidInput('request does not parse', problems) };
  });
  // Encoding drops every key that the contract does not name, so nothing leaks by accident.
  app.setSerializerCompiler<z.ZodType>(
    ({ schema }) =>
      (value: unknown) =>
        JSON.stringify(z.encode(schema, value)),
  );
  return app.withTypeProvider<ZodProvider>();
}

/** A zod schema as JSON Schema 2020-12 of what travels: the input side. */
export function toJsonSchema(schema: z.ZodType): Record<string, unknown> {
  const jsonSchema: Record<string, unknown> = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
  });
  // OpenAPI 3.1 says once for all which dialect it is.
  delete jsonSchema['$schema'];
  return jsonSchema;
}
