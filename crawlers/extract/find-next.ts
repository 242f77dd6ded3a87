/** The next page of a list: by relation, by its words, or as the number after the current one. */
import type { AnyNode, Element } from 'domhandler';
import { linkAddress } from './link-address.js';
import { absoluteUrl, isElement, isText, type PageTree } from './page-tree.js';
import { selectAll } from './select-field.js';
import { tidyLine } from './tidy-text.js';

const NEXT_TEXT =
  /^(?:←\s*)?(?:(?:查看)?[较更]早的?(?:文章|信息|内容|帖子|动态|消息)|下一?[页頁]|后一?页|翻?下一?页|next(?: page)?|older(?: posts)?)\s*(?:[>›»→]{1,2})?$|^(?:[>›»→]|>>|&gt;)$/i;
const DISABLED = /(?:^|[-_\s])(?:disabled?|off|no-?next|gray|end)(?:$|[-_\s])/i;
const CURRENT =
  /(?:^|[-_\s])(?:cur|current|active|on|selected|now|this|thispage|num-now)(?:$|[-_\s])/i;

/** @param selector the source's `list.next`, which wins */
export function findNextUrl(
  tree: PageTree,
  pageUrl: string,
  selector: string | undefined,
): string | null {
  if (selector !== undefined) {
    const [href] = selectAll(
      tree,
      tree.root,
      /@[\w:-]+$/.test(selector) ? selector : `${selector}@href`,
    );
    return (href === undefined ? undefined : other(href, tree, pageUrl)) ?? null;
  }
  const relation = tree.$('link[rel~="next" i][href], a[rel~="next" i][href]').first().attr('href');
  const related = relation === undefined ? undefined : other(relation, tree, pageUrl);
  if (related !== undefined) return related;
  const anchors = tree.elements.filter((element) => element.name === 'a');
  for (const anchor of anchors) {
    if ((tree.textLength.get(anchor) ?? 0) > 12 || isDisabled(anchor)) continue;
    const words = tidyLine(tree.$(anchor).text()) || (anchor.attribs['title'] ?? '');
    if (!NEXT_TEXT.test(words)) continue;
    const url = isElsewhere(linkAddress(anchor, tree), pageUrl);
    if (url !== undefined) return url;
  }
  return (
    nextNumber(tree, pageUrl) ??
    nextUnmarked(anchors, tree, pageUrl) ??
    nextOption(tree, pageUrl) ??
    nextByForm(tree, pageUrl) ??
    null
  );
}

/** In `1 2 3`, all of them links: after the one that leads to this page, or after the first. */
function nextUnmarked(
  anchors: readonly Element[],
  tree: PageTree,
  pageUrl: string,
): string | undefined {
  let run: { readonly number: number; readonly url: string | undefined; anchor: Element }[] = [];
  const ofRun = (): string | undefined => {
    const [first] = run;
    if (run.length < 2 || first === undefined || saysNumber(first.anchor)) return undefined;
    const here = run.findIndex(({ url }) => url === absoluteUrl(pageUrl, pageUrl));
    return run[Math.max(0, here) + 1]?.url;
  };
  for (const anchor of anchors) {
    const length = tree.textLength.get(anchor) ?? 0;
    const text = length > 0 && length <= 5 ? tidyLine(tree.$(anchor).text()) : '';
    const number = /^\d{1,3}$/.test(text) ? Number(text) : 0;
    if (number > 1 && number === (run.at(-1)?.number ?? 0) + 1) {
      run.push({ number, url: linkAddress(anchor, tree), anchor });
      continue;
    }
    const next = ofRun();
    if (next !== undefined) return next;
    run = number === 1 ? [{ number, url: linkAddress(anchor, tree), anchor }] : [];
  }
  return ofRun();
}

/** `<select>` of pages: the option after the one that is chosen, when options are addresses. */
function nextOption(tree: PageTree, pageUrl: string): string | undefined {
  for (const select of tree.elements) {
    if (select.name !== 'select') continue;
    const options = select.children.filter(isElement).filter(({ name }) => name === 'option');
    if (options.length < 2 || !options.every((option) => isPageOption(option, tree))) continue;
    const chosen = options.findIndex(
      ({ attribs }) =>
        attribs['selected'] !== undefined ||
        absoluteUrl(attribs['value'] ?? '', tree.base) === pageUrl,
    );
    const next = options[Math.max(0, chosen) + 1];
    if (next !== undefined) return other(next.attribs['value'] ?? '', tree, pageUrl);
  }
  return undefined;
}

/** `第2页`, `2/9` or `2`, with an address as its value. */
function isPageOption(option: Element, tree: PageTree): boolean {
  const words = tidyLine(tree.$(option).text());
  const value = option.attribs['value'] ?? '';
  return /^(?:第\s*)?\d{1,5}(?:\s*页|\s*\/\s*\d+)?$/.test(words) && /[./?]/.test(value);
}

/** Beside or around a link of a pager stands a number that is no link: the current page, or a count of pages. */
function saysNumber(anchor: Element): boolean {
  let pager = anchor.parent;
  if (pager !== null && isElement(pager) && pager.name === 'li') pager = pager.parent;
  const says = (node: AnyNode): boolean => {
    if (isText(node)) return /\d/.test(node.data);
    return isElement(node) && node.name !== 'a' && node.children.some(says);
  };
  return pager?.children.some(says) === true;
}

const PAGE_FIELD = /^(?:page|p|pn|pg|pageno|page_?no|page_?num|page_?index|curpage|currentpage)$/i;

/** A form that is sent with GET and asks for the number of a page. */
function nextByForm(tree: PageTree, pageUrl: string): string | undefined {
  for (const form of tree.elements) {
    if (form.name !== 'form' || /^post$/i.test(form.attribs['method'] ?? '')) continue;
    const fields = tree.$(form).find('input[name], select[name]').toArray();
    const page = fields.find(({ attribs }) => PAGE_FIELD.test(attribs['name'] ?? ''));
    if (page?.name !== 'input' || fields.length > MAX_FORM_FIELDS) continue;
    const current = Number(page.attribs['value'] ?? '1');
    const pages = Number(
      /(?:共|\/)\s*(\d{1,6})\s*页/.exec(tree.$(form.parent ?? form).text())?.[1],
    );
    // Without a count of pages nothing says where to stop.
    if (!Number.isInteger(current) || !(current < pages)) continue;
    const action = absoluteUrl(form.attribs['action'] ?? '', tree.base) ?? pageUrl;
    const url = new URL(action);
    for (const { attribs } of fields) {
      const isPage = attribs === page.attribs;
      if (!isPage && attribs['type'] !== 'hidden') continue;
      url.searchParams.set(
        attribs['name'] ?? '',
        isPage ? String(current + 1) : (attribs['value'] ?? ''),
      );
    }
    return isElsewhere(url.href, pageUrl);
  }
  return undefined;
}

const MAX_FORM_FIELDS = 20;

/** Whether a text only leads on in a list. */
export function saysPage(text: string): boolean {
  return NEXT_TEXT.test(text) || /^(?:首页|尾页|末页|上一?页|前一?页)$/.test(text);
}

/** In `1 [2] 3`, the link `3`: the current page is a number that is no link, or is marked. */
function nextNumber(tree: PageTree, pageUrl: string): string | null {
  for (const element of tree.elements) {
    const length = tree.textLength.get(element) ?? 0;
    if (length === 0 || length > 6 || !isCurrent(element)) continue;
    const current = Number(/^[[(]?(\d{1,5})[\])]?$/.exec(tidyLine(tree.$(element).text()))?.[1]);
    if (!Number.isInteger(current)) continue;
    const url = numberBeside(element, current + 1, tree, pageUrl);
    if (url !== undefined) return url;
  }
  return null;
}

function numberBeside(
  element: Element,
  wanted: number,
  tree: PageTree,
  pageUrl: string,
): string | undefined {
  let pager = element.parent;
  // The pager is the element's parent, or one above when each number sits in an item of its own.
  for (let level = 0; level < 2 && pager !== null; level += 1, pager = pager.parent) {
    if (pager.children.length > 60) return undefined;
    for (const child of pager.children) {
      if (!isElement(child)) continue;
      const anchor =
        child.name === 'a'
          ? child
          : child.children.find((inner) => isElement(inner) && inner.name === 'a');
      if (anchor === undefined || !isElement(anchor)) continue;
      const number = /^[[(（【]?(\d{1,5})[\])）】]?$/.exec(tidyLine(tree.$(anchor).text()))?.[1];
      if (Number(number) !== wanted) continue;
      return isElsewhere(linkAddress(anchor, tree), pageUrl);
    }
  }
  return undefined;
}

function isCurrent(element: Element): boolean {
  if (/^(?:strong|b|em)$/.test(element.name)) return true;
  if (element.name === 'span' && element.attribs['class'] === undefined) return true;
  return (
    CURRENT.test(element.attribs['class'] ?? '') || element.attribs['aria-current'] !== undefined
  );
}

function isDisabled(anchor: Element): boolean {
  const own = `${anchor.attribs['class'] ?? ''} ${anchor.attribs['aria-disabled'] === 'true' ? 'disabled' : ''}`;
  const parent = anchor.parent;
  const around =
    parent !== null && isElement(parent) && parent.name === 'li'
      ? (parent.attribs['class'] ?? '')
      : '';
  return DISABLED.test(own) || DISABLED.test(around);
}

/** An address that is not the page itself. */
function other(href: string, tree: PageTree, pageUrl: string): string | undefined {
  return isElsewhere(absoluteUrl(href, tree.base), pageUrl);
}

function isElsewhere(url: string | undefined, pageUrl: string): string | undefined {
  return url === absoluteUrl(pageUrl, pageUrl) ? undefined : url;
}
