/** The reader of pictures, looked for when it is first needed: asking tesseract takes a moment. */
import { createImageReader, type ImageReader } from '../crawlers/images/create-image-reader.js';
import type { Config } from '../runtime/config.js';
import { findTesseract } from '../runtime/find-tesseract.js';

export interface OpenImageReader {
  readonly get: () => ImageReader;
  readonly close: () => Promise<void>;
}

export function openImageReader({
  tesseractPath,
  searchPath,
}: Pick<Config, 'tesseractPath' | 'searchPath'>): OpenImageReader {
  let reader: ImageReader | undefined;
  return {
    get: () =>
      (reader ??= createImageReader(
        findTesseract({ configured: tesseractPath, path: searchPath }),
      )),
    close: async () => reader?.close(),
  };
}
