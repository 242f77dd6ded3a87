/** Which command a key stands for. By `code`, the place on the keyboard, so that no input method changes it. */

export type Command =
  | { readonly name: 'next' | 'previous' | 'confirm' | 'dismiss' | 'reopen' | 'undo' }
  | { readonly name: 'open' | 'search' | 'legend' | 'escape' }
  /** 1 … 10; the key 0 is 10. */
  | { readonly name: 'digit'; readonly digit: number };

export interface KeyPress {
  readonly code: string;
  readonly keyCode: number;
  readonly isComposing: boolean;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly repeat: boolean;
}

const PLAIN: Readonly<Record<string, Command['name']>> = {
  KeyJ: 'next',
  ArrowDown: 'next',
  KeyK: 'previous',
  ArrowUp: 'previous',
  KeyY: 'confirm',
  KeyN: 'dismiss',
  KeyO: 'reopen',
  KeyU: 'undo',
  Enter: 'open',
  NumpadEnter: 'open',
  Slash: 'search',
  Escape: 'escape',
};

/** Holding these down moves on; holding down a deciding key must not decide a second lead. */
const MAY_REPEAT: ReadonlySet<Command['name']> = new Set(['next', 'previous']);

/**
 * @param isTyping whether the focus is where text goes; then every key but Escape is text
 * @returns null when the key is none of ours
 */
export function commandFor(key: KeyPress, isTyping: boolean): Command | null {
  // 229: the key goes to an input method, which older browsers say only so.
  if (key.isComposing || key.keyCode === 229) return null;
  if (key.ctrlKey || key.altKey || key.metaKey) return null;
  if (isTyping && key.code !== 'Escape') return null;
  if (key.shiftKey) return key.code === 'Slash' && !key.repeat ? { name: 'legend' } : null;
  const [, digit] = /^(?:Digit|Numpad)(\d)$/.exec(key.code) ?? [];
  if (digit !== undefined) return key.repeat ? null : { name: 'digit', digit: Number(digit) || 10 };
  const name = PLAIN[key.code];
  if (name === undefined || name === 'digit') return null;
  return key.repeat && !MAY_REPEAT.has(name) ? null : { name };
}
