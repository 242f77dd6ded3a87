/** Which selectors of a source still match something on a page that they are meant for. */
import type { AnyNode } from 'domhandler';
import type { Extraction } from '../domain/posting.js';
import type { FieldSelectors, Source } from '../domain/source.js';
import { valueAt } from './extract/extract-json.js';
import type { PageTree } from './extract/page-tree.js';
import { elementsOf } from './extract/select-field.js';

/** Items of a list that are looked into for a field: one that has it is enough. */
const ITEMS_LOOKED_INTO = 20;

/** In a page of markup. @returns selector → whether it matched; empty when the source names none */
export function trySelectors(
  tree: PageTree,
  source: Source,
  readAs: Extraction['kind'],
  role: 'list' | 'detail',
): Record<string, boolean> {
  const matched: Record<string, boolean> = {};
  if (source.fetch === 'json' && role === 'list') return matched;
  const isIn = (scopes: readonly AnyNode[], selector: string): boolean => {
    const css = selector.replace(/@[\w:-]+$/, '');
    return scopes.some((scope) => elementsOf(tree, scope, css).length > 0);
  };
  // A list that was not found as one has lost its selectors all the same.
  if (role === 'list') {
    // Not `next`: the only page of a short list has none.
    const { item, until, link, fields } = source.list;
    const items = item === undefined ? [] : elementsOf(tree, tree.root, item);
    // What belongs to an item may stand beside it.
    const isWhole = item === undefined || until !== undefined;
    const scopes = isWhole ? [tree.root] : items.slice(0, ITEMS_LOOKED_INTO);
    if (item !== undefined) matched['list.item'] = items.length > 0;
    if (link !== undefined) matched['list.link'] = isIn(scopes, link);
    for (const [name, selector] of named(fields))
      matched[`list.fields.${name}`] = isIn(scopes, selector);
    return matched;
  }
  if (readAs !== 'detail') return matched;
  for (const [name, selector] of named(source.detail.fields))
    matched[`detail.fields.${name}`] = isIn([tree.root], selector);
  return matched;
}

/** In the answer of a JSON API: paths into it, not templates. */
export function tryPaths(
  json: unknown,
  source: Source,
  role: 'list' | 'detail',
): Record<string, boolean> {
  const matched: Record<string, boolean> = {};
  const leadsTo = (value: unknown): boolean =>
    value !== undefined && value !== null && (!Array.isArray(value) || value.length > 0);
  if (role === 'detail') {
    for (const [name, path] of named(source.detail.fields))
      matched[`detail.fields.${name}`] = leadsTo(detailValue(json, path));
    return matched;
  }
  const { item, fields } = source.list;
  if (item === undefined) return matched;
  // An empty array is there: the path is right, and there is nothing to look for fields in.
  const found = valueAt(json, item);
  matched['list.item'] = Array.isArray(found);
  if (!Array.isArray(found) || found.length === 0) return matched;
  for (const [name, path] of named(fields)) {
    const values = found.slice(0, ITEMS_LOOKED_INTO).map((object) => valueAt(object, path));
    matched[`list.fields.${name}`] = values.some(leadsTo);
  }
  return matched;
}

/** `{code: 0, data: {…}}`: the answer's own object or the one inside it. */
function detailValue(json: unknown, path: string): unknown {
  return valueAt(json, path) ?? valueAt(json, `data.${path}`) ?? valueAt(json, `result.${path}`);
}

function named(fields: FieldSelectors): readonly (readonly [string, string])[] {
  return Object.entries(fields).flatMap(([name, selector]) =>
    selector === undefined ? [] : [[name, selector] as const],
  );
}
