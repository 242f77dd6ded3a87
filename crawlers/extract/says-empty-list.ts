/** Whether a page says that its list has nothing on it today. */
import { isElement, type PageTree } from './page-tree.js';
import { renderText } from './render-text.js';

const EMPTY =
  /^(?:(?:抱歉|对不起|很抱歉|哎呀|sorry)[，,！!。\s]*)?(?:暂时?(?:没有|无)(?:任何|相关|符合.{0,6}的)?(?:数据|信息|内容|职位|岗位|记录|结果|帖子|主题|课程|老师|招聘|发布)|(?:没有|未)(?:找到|搜索到|查询到|检索到|搜到).{0,12}(?:信息|内容|职位|记录|结果|帖子|课程|数据|老师)|查无(?:数据|结果|记录)|(?:本版块或指定的范围内)?尚无主题|no (?:results|records|data|postings|jobs)(?: found)?)/i;
const MAX_TEXT = 60;

export function saysEmptyList(tree: PageTree): boolean {
  return tree.elements.some((element) => {
    const length = tree.textLength.get(element) ?? 0;
    if (length < 4 || length > MAX_TEXT || element.children.some(isElement)) return false;
    return EMPTY.test(renderText([element]));
  });
}
