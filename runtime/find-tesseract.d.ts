export interface Tesseract {
  readonly path: string;
  /** Of the program and its model, e.g. `tesseract 5.3.0 chi_sim`. */
  readonly version: string;
}

/**
 * A tesseract that can read simplified Chinese, or null. A configured path that is none is null too.
 * @param options.configured `TESSERACT_PATH`
 * @param options.path the folders of `PATH`
 */
export function findTesseract(options: {
  readonly configured: string | null;
  readonly path: string;
}): Tesseract | null;
