/** Bodies and captures, stored under the SHA-256 of their content. */

export interface BlobStore {
  /**
   * Stores bytes and answers their SHA-256 (lower-case hex). Storing the same bytes again changes nothing.
   * @throws {Unavailable} when there is no space for them, or they may not be written
   */
  put(bytes: Uint8Array): Promise<string>;
  /**
   * The bytes of a blob, checked against its hash.
   * @throws {NotFound} when there is no such blob
   * @throws {Unavailable} when what is stored is not what the hash says
   */
  get(sha256: string): Promise<Uint8Array>;
  has(sha256: string): Promise<boolean>;
}
