/** Values that stand in the database but must not be read there: AES-256-GCM under a key of ours. */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { Unavailable } from '../domain/errors.js';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

export interface Seal {
  /** Nonce, tag and ciphertext. The same text gives other bytes each time. */
  seal(text: string): Buffer;
  /** @throws {Unavailable} when the bytes were changed or sealed under another key */
  open(sealed: Uint8Array): string;
}

/** @param secret of the instance; every process of it has the same one */
export function createSeal(secret: string): Seal {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'mingcha sealed values', 32));
  return {
    seal(text) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },
    open(sealed) {
      try {
        const nonce = sealed.subarray(0, NONCE_BYTES);
        const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
        decipher.setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
        const body = decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES));
        return Buffer.concat([body, decipher.final()]).toString('utf8');
      } catch (cause) {
        throw new Unavailable(
          'a sealed value cannot be opened: SECRET_KEY is not the one that it was sealed with',
          { cause },
        );
      }
    },
  };
}
