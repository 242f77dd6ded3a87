/** A price exactly as the page writes it. */

const NUMBER = String.raw`\d{1,7}(?:,\d{3})*(?:\.\d{1,2})?`;
const RANGE = String.raw`(?:\s*(?:[-~～–—至到]{1,2})\s*[¥￥]?\s*${NUMBER})?`;
const PER = String.raw`(?:\s*(?:\/|／|每|一|per )\s*(?:\d+\s*)?(?:个?小时|课时|节课?|次课?|堂课?|天|日|周|月|学期|年|人|位|期|科|门|h\b|hour))?`;
const MONEY = String.raw`(?:[¥￥]\s*${NUMBER}${RANGE}(?:\s*(?:元|块|万))?|${NUMBER}(?:\s*(?:元|块|千|万))?${RANGE}\s*(?:元|块钱?|人民币|万元|千元)|\d{1,3}(?:\.\d)?[kK]?\s*[-~～–—至]\s*\d{1,3}(?:\.\d)?[kK](?![a-zA-Z]))`;
const PRICE = new RegExp(`(?<![\\d.])${MONEY}(?:起)?${PER}`);
/** `…元/小时`: what one unit of something costs. */
const UNIT_PRICE = new RegExp(`(?<![\\d.])${MONEY}(?:起)?${PER.replace(/\?$/, '')}`);
/** Only after a label do bare numbers and words count as a price. */
const LABELLED = new RegExp(
  String.raw`(?:价格|收费|费用|学费|薪资|薪酬|工资|月薪|时薪|日薪|课时费|待遇|报价|单价)(?:标准)?\s*[:：]?\s*(面议|面谈|${MONEY}(?:起)?${PER}|${NUMBER}${RANGE}${PER})`,
);

/** An ad says its price in few words; in a longer text most amounts are what something else costs. */
const LONG_TEXT = 500;
const SHORT_LINE = 60;

/** The first price in a text, as written; null when there is none. In a long text only what is said to be one. */
export function findPrice(text: string): string | null {
  const labelled = LABELLED.exec(text)?.[1];
  if (labelled !== undefined) return labelled.trim();
  if (text.length <= LONG_TEXT) return PRICE.exec(text)?.[0].trim() ?? null;
  const lines = text.split('\n').filter((line) => line.length <= SHORT_LINE);
  return (UNIT_PRICE.exec(text) ?? PRICE.exec(lines.join('\n')))?.[0].trim() ?? null;
}
