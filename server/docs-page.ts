/** `/api/docs`: the OpenAPI document for people. Plain HTML, no script, nothing from elsewhere. */
import { PROBLEMS } from './problem.js';

interface Operation {
  readonly summary?: string;
  readonly security?: readonly unknown[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly description?: string;
    readonly schema?: unknown;
  }[];
  readonly requestBody?: {
    readonly content?: Readonly<Record<string, { readonly schema?: unknown }>>;
  };
  readonly responses?: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema?: unknown }>> }>
  >;
}

/** @param document what `@fastify/swagger` writes */
export function renderDocs(document: object): string {
  const { info, paths = {} } = document as {
    readonly info?: {
      readonly title?: string;
      readonly version?: string;
      readonly description?: string;
    };
    readonly paths?: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  };
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => renderOperation(method, path, operation)),
  );
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>明察 API</title><link rel="stylesheet" href="/docs.css"></head><body><main>
<h1>${escapeHtml(info?.title ?? 'API')} <small>${escapeHtml(info?.version ?? '')}</small></h1>
${(info?.description ?? '')
  .split('\n\n')
  .map((line) => `<p>${escapeHtml(line)}</p>`)
  .join('\n')}
<p><a href="/api/openapi.json">openapi.json</a></p>
${operations.join('\n')}
<h2>Problems</h2><table><thead><tr><th>Status</th><th>Type</th><th>说明</th></tr></thead><tbody>
${Object.entries(PROBLEMS)
  .map(
    ([status, { slug, detail }]) =>
      `<tr id="problem-${slug}"><td>${status}</td><td><code>${slug}</code></td><td>${escapeHtml(detail)}</td></tr>`,
  )
  .join('\n')}
</tbody></table></main></body></html>`;
}

function renderOperation(method: string, path: string, operation: Operation): string {
  const parameters = (operation.parameters ?? []).map(
    (parameter) =>
      `<tr><td><code>${escapeHtml(parameter.name)}</code></td><td>${escapeHtml(parameter.in)}</td>` +
      `<td>${parameter.required === true ? 'required' : ''}</td>` +
      `<td>${escapeHtml(parameter.description ?? '')} <code>${escapeHtml(JSON.stringify(parameter.schema))}</code></td></tr>`,
  );
  const answers = Object.entries(operation.responses ?? {})
    .filter(([status]) => status !== 'default')
    .map(([status, answer]) => renderSchema(`Answer ${status}`, answer.content));
  return `<section><h2><code>${method.toUpperCase()} ${escapeHtml(path)}</code></h2>
<p>${escapeHtml(operation.summary ?? '')}${operation.security === undefined ? '' : ' · 需登录'}</p>
${parameters.length === 0 ? '' : `<table><tbody>${parameters.join('')}</tbody></table>`}
${renderSchema('Body', operation.requestBody?.content)}
${answers.join('\n')}</section>`;
}

function renderSchema(
  title: string,
  content: Readonly<Record<string, { readonly schema?: unknown }>> | undefined,
): string {
  const schema = content?.['application/json']?.schema;
  if (schema === undefined) return '';
  return `<details><summary>${title}</summary><pre>${escapeHtml(JSON.stringify(schema, null, 2))}</pre></details>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
