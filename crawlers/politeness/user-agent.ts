/**
 * How we introduce ourselves: `Mingcha/0.1.0 (+contact)`. Honest, so that a site can name us in its
 * robots.txt and knows whom to write to.
 * @param contact an address or URL, printable ASCII; null when the operator has set none
 */
export function userAgent(version: string, contact: string | null): string {
  return contact === null ? `Mingcha/${version}` : `Mingcha/${version} (+${contact})`;
}
