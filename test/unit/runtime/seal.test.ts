import { describe, expect, it } from 'vitest';
import { Unavailable } from '../../../domain/errors.js';
import { createSeal } from '../../../runtime/seal.js';

const SECRET = 'a secret that is long enough for its use';

describe('a sealed value', () => {
  const own = createSeal(SECRET);
  const seal = (text: string) => own.seal(text);
  const open = (sealed: Uint8Array) => own.open(sealed);

  it.each(['', 'x', '微信 mc_test_001 💰', 'a\0b', '长'.repeat(100_000)])(
    'opens as it was',
    (text) => {
      expect(open(seal(text))).toBe(text);
      expect(createSeal(SECRET).open(seal(text))).toBe(text);
    },
  );

  it('does not show what it holds, and never looks the same', () => {
    expect(seal('13800001234').includes('13800001234')).toBe(false);
    expect(seal('a').equals(seal('a'))).toBe(false);
  });

  it('does not open with another secret', () => {
    expect(() => createSeal(`${SECRET}!`).open(seal('a'))).toThrow(Unavailable);
  });

  it('does not open when any byte of it was changed', () => {
    const sealed = seal('13800001234');
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = Buffer.from(sealed);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(() => open(changed)).toThrow(Unavailable);
    }
  });

  it('does not open when it was cut', () => {
    const sealed = seal('13800001234');
    for (let length = 0; length < sealed.length; length += 1) {
      expect(() => open(sealed.subarray(0, length))).toThrow(Unavailable);
    }
  });
});
