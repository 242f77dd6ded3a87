/** Elements → text as people read it: each block a line, cells a blank apart. */
import type { AnyNode } from 'domhandler';
import { isElement, isText, isInvisible } from './page-tree.js';
import { tidyText } from './tidy-text.js';

const BLOCKS = new Set(
  (
    'address article aside blockquote br center dd details dialog dir div dl dt fieldset figcaption figure footer ' +
    'form h1 h2 h3 h4 h5 h6 header hr legend li main menu nav ol option p pre section summary table tbody ' +
    'tfoot thead tr ul'
  ).split(' '),
);
const CELLS = new Set(['td', 'th']);
const SKIPPED = new Set([
  'select',
  'button',
  'textarea',
  'input',
  'video',
  'audio',
  'canvas',
  'map',
]);

/** Whether an element begins a line of its own, or a cell. */
export function isBlock(name: string): boolean {
  return BLOCKS.has(name) || CELLS.has(name);
}

/** What one element says is asked for by every step that looks for something; a page's tree does not change. */
const rendered = new WeakMap<AnyNode, string>();
const NOTHING = () => false;

/**
 * @param isLeftOut elements and texts that are not wanted
 */
export function renderText(
  nodes: readonly AnyNode[],
  isLeftOut: (node: AnyNode) => boolean = NOTHING,
): string {
  const [only] = nodes;
  if (only === undefined || nodes.length > 1 || isLeftOut !== NOTHING)
    return render(nodes, isLeftOut);
  const before = rendered.get(only);
  if (before !== undefined) return before;
  const text = render(nodes, isLeftOut);
  rendered.set(only, text);
  return text;
}

function render(nodes: readonly AnyNode[], isLeftOut: (node: AnyNode) => boolean): string {
  const parts: string[] = [];
  for (const node of nodes) append(node, parts, isLeftOut);
  return tidyText(parts.join(''));
}

function append(node: AnyNode, parts: string[], isLeftOut: (node: AnyNode) => boolean): void {
  if (isText(node)) {
    if (!isLeftOut(node)) parts.push(node.data.replaceAll('\n', ' '));
    return;
  }
  if (!isElement(node)) {
    if ('children' in node) for (const child of node.children) append(child, parts, isLeftOut);
    return;
  }
  if (isInvisible(node) || SKIPPED.has(node.name) || isLeftOut(node)) return;
  const edge = edgeOf(node.name);
  if (edge !== '') parts.push(edge);
  for (const child of node.children) append(child, parts, isLeftOut);
  if (edge !== '') parts.push(edge);
}

function edgeOf(name: string): string {
  if (BLOCKS.has(name)) return '\n';
  return CELLS.has(name) ? ' ' : '';
}
