/** GBK as Chinese sites of the 2000s write it: what GBK has not is written as a character reference. */
import iconv from 'iconv-lite';

/** A page in GBK; emoji and rare characters become `&#128241;`, as such sites store them. */
export function encodeGbkHtml(html: string): Buffer {
  const encodable = Array.from(html, (character) =>
    isGbk(character) ? character : `&#${String(character.codePointAt(0) ?? 0)};`,
  ).join('');
  return iconv.encode(encodable, 'gbk');
}

/** JSON for a script in a GBK page: what GBK has not is escaped as `\uXXXX`. */
export function gbkScriptJson(json: string): string {
  return Array.from(json, (character) => (isGbk(character) ? character : escapeUnits(character))).join(
    '',
  );
}

function isGbk(character: string): boolean {
  if (character.charCodeAt(0) < 0x80) return true;
  return iconv.decode(iconv.encode(character, 'gbk'), 'gbk') === character;
}

function escapeUnits(character: string): string {
  return Array.from({ length: character.length }, (_, index) => {
    const unit = character.charCodeAt(index).toString(16).padStart(4, '0');
    return `\\u${unit}`;
  }).join('');
}
