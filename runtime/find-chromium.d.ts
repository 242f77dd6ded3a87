/**
 * The path of a Chromium, or null. A configured path that is not an executable file is null too:
 * the operator meant that one, and another browser in its place would surprise.
 * @param options.configured `CHROMIUM_PATH`
 * @param options.path the folders of `PATH`
 */
export function findChromium(options: {
  readonly configured: string | null;
  readonly path: string;
}): string | null;
