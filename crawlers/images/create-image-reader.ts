/** Bytes of a picture → what stands in it. One engine process at a time; hostile pictures are bounded. */
import type { ImageText } from '../../domain/image-text.js';
import type { Tesseract } from '../../runtime/find-tesseract.js';
import { firstFrame } from './first-frame.js';
import { readImageHeader, type ImageHeader } from './image-header.js';
import { mergeOcrLines, parseOcrTsv } from './ocr-lines.js';
import { createQrReader, QrTooSlow } from './qr-reader.js';
import { OcrFailed, runTesseract, type TesseractQuestion } from './run-tesseract.js';

export interface ImageReader {
  /** What reads, with its version; what it cannot read, another engine may. */
  readonly engine: string;
  /** False: there is no tesseract, and only QR codes are read. */
  readonly readsText: boolean;
  /**
   * Reads one picture at a time, in the order asked.
   * @param known asked when its turn has come; what it gives is the answer, and nothing is read
   * @throws {Unavailable} when tesseract cannot be run; AbortError when `signal` says so
   */
  read(
    bytes: Uint8Array,
    options?: {
      readonly signal?: AbortSignal;
      readonly known?: () => Promise<ImageText | undefined>;
    },
  ): Promise<ImageText>;
  close(): Promise<void>;
}

/** Changes with what we make of the engines' answers. */
const READING = 'zxing 3.1.4, reading 1';
/** A phone's photograph has 12 million. With 16 million tesseract was seen to take 220 MB. */
const MAX_PIXELS = 16_000_000;
/** Smaller pictures are icons. */
const LEAST_SIDE = 64;
/** Longer ones are screenshots of whole conversations at most. */
const MAX_SIDE = 20_000;
const OCR_TIMEOUT_MS = 20_000;
const QR_TIMEOUT_MS = 10_000;
/** What one misses another sees: 0.98 of the characters of the sample pictures together, 0.8 alone. */
const WAYS: readonly Pick<TesseractQuestion, 'layout' | 'threshold'>[] = [
  { layout: 6, threshold: 0 },
  { layout: 3, threshold: 2 },
  { layout: 11, threshold: 2 },
];

/**
 * @param tesseract null: pictures' text is not read, only their QR codes
 * @param timeoutMs for one of tesseract's readings
 */
export function createImageReader(
  tesseract: Tesseract | null,
  timeoutMs = OCR_TIMEOUT_MS,
): ImageReader {
  const engine = [...(tesseract === null ? [] : [tesseract.version]), READING].join(', ');
  const qrReader = createQrReader(QR_TIMEOUT_MS);
  let last: Promise<unknown> = Promise.resolve();

  async function readNow(bytes: Uint8Array, signal: AbortSignal | undefined): Promise<ImageText> {
    const startedAt = performance.now();
    const answer = (part: Partial<ImageText>): ImageText => ({
      outcome: 'read',
      text: '',
      qrCodes: [],
      reason: null,
      engine,
      tookMs: Math.round(performance.now() - startedAt),
      ...part,
    });
    const header = readImageHeader(bytes);
    if (header === undefined) return answer({ outcome: 'failed', reason: 'no picture we read' });
    const refusal = refuse(header);
    if (refusal !== undefined) return answer({ outcome: 'failed', reason: refusal });
    const picture = header.format === 'gif' ? firstFrame(bytes) : bytes;
    if (picture === undefined) return answer({ outcome: 'failed', reason: 'a broken GIF' });
    try {
      const qrCodes = await qrReader.read(picture);
      if (tesseract === null) return answer({ outcome: 'codes-only', qrCodes });
      const readings = [];
      for (const way of WAYS) {
        const question = { path: tesseract.path, bytes: picture, ...way, timeoutMs, signal };
        readings.push(parseOcrTsv(await runTesseract(question)));
      }
      return answer({ text: mergeOcrLines(readings), qrCodes });
    } catch (error) {
      if (!(error instanceof OcrFailed || error instanceof QrTooSlow)) throw error;
      return answer({ outcome: 'failed', reason: error.message });
    }
  }

  return {
    engine,
    readsText: tesseract !== null,
    read(bytes, { signal, known } = {}) {
      const mine = last.then(async () => (await known?.()) ?? (await readNow(bytes, signal)));
      last = mine.catch(() => undefined);
      return mine;
    },
    async close() {
      await last;
      await qrReader.close();
    },
  };
}

function refuse({ width, height }: ImageHeader): string | undefined {
  const size = `${width} × ${height} pixels`;
  if (Math.min(width, height) < LEAST_SIDE) return `${size}: an icon`;
  if (width * height > MAX_PIXELS || Math.max(width, height) > MAX_SIDE) {
    return `${size}: too large`;
  }
  return undefined;
}
