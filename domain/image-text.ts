/** What stands in a posting's pictures: text read by a machine, and what QR codes say. */

/** What was read from the bytes of one picture. */
export interface ImageText {
  /**
   * `read`: text and codes. `codes-only`: there was nothing to read text with. `failed`: the picture
   * is none, is refused, or broke its reader; `reason` says how.
   */
  readonly outcome: 'read' | 'codes-only' | 'failed';
  /** One line a line, from top to bottom; may be wrong in places. */
  readonly text: string;
  readonly qrCodes: readonly string[];
  readonly reason: string | null;
  /** What read it; a picture that could not be read is tried again by another one. */
  readonly engine: string;
  readonly tookMs: number;
}

/** What a line with the content of a QR code begins with. */
export const QR_LINE = '二维码：';

/** More is no ad: it bounds what one posting can cost. */
const MAX_LENGTH = 4_000;
const MAX_QR_LENGTH = 500;

/** The texts of a posting's pictures as its field `image`: in their order, codes after the text. */
export function composeImageText(pictures: readonly Pick<ImageText, 'text' | 'qrCodes'>[]): string {
  const blocks = pictures.map(({ text, qrCodes }) =>
    [
      text,
      ...qrCodes.map((code) => `${QR_LINE}${code.replace(/\s+/gu, ' ').slice(0, MAX_QR_LENGTH)}`),
    ]
      .filter((line) => line !== '')
      .join('\n'),
  );
  // The same picture twice says nothing new.
  const distinct = [...new Set(blocks)].filter((block) => block !== '');
  return distinct.join('\n\n').slice(0, MAX_LENGTH).toWellFormed();
}
