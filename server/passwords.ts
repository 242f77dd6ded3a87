/** Passwords: scrypt (RFC 7914), its parameters kept in the hash so that they can be raised later. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const scryptAsync = promisify<string, Buffer, number, object, Buffer>(scrypt);

/** OWASP's password storage sheet: N = 2^15, r = 8, p = 3, which takes 32 MiB. */
const COST = { ln: 15, r: 8, p: 3 } as const;
const HASH_BYTES = 32;
const HASH_PATTERN =
  /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9_-]+)\$([A-Za-z0-9_-]+)$/;

/** Takes the place of an unknown user's hash: same work, never a match. */
const NOBODY = `$scrypt$ln=${COST.ln},r=${COST.r},p=${COST.p}$bm9ib2R5bm9ib2R5bm9ib2Q$${'A'.repeat(43)}`;

/** @returns `$scrypt$ln=…,r=…,p=…$salt$hash`, salt and hash in base64url */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, COST);
  return `$scrypt$ln=${COST.ln},r=${COST.r},p=${COST.p}$${salt.toString('base64url')}$${hash.toString('base64url')}`;
}

/**
 * Whether the password belongs to the hash. With `null` (no such user) it does the same work and
 * answers false, so that the time taken does not tell which names exist.
 */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  const [, ln, r, p, salt, expected] = HASH_PATTERN.exec(hash ?? NOBODY) ?? [];
  if (salt === undefined || expected === undefined) return false;
  const cost = { ln: Number(ln), r: Number(r), p: Number(p) };
  const derived = await derive(password, Buffer.from(salt, 'base64url'), cost);
  const wanted = Buffer.from(expected, 'base64url');
  const isEqual = wanted.length === derived.length && timingSafeEqual(wanted, derived);
  return isEqual && hash !== null;
}

function derive(
  password: string,
  salt: Buffer,
  cost: { readonly ln: number; readonly r: number; readonly p: number },
): Promise<Buffer> {
  const options = { N: 2 ** cost.ln, r: cost.r, p: cost.p, maxmem: 256 * 1024 * 1024 };
  // Two keyboards may compose the same characters differently.
  return scryptAsync(password.normalize('NFKC'), salt, HASH_BYTES, options);
}
