import { describe, expect, it } from 'vitest';
import { commandFor, type KeyPress } from '../../../web/keyboard/keymap.js';

const press = (code: string, over: Partial<KeyPress> = {}): KeyPress => ({
  code,
  keyCode: 0,
  isComposing: false,
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  repeat: false,
  ...over,
});

describe('commandFor', () => {
  it.each([
    ['KeyJ', 'next'],
    ['ArrowDown', 'next'],
    ['KeyK', 'previous'],
    ['ArrowUp', 'previous'],
    ['KeyY', 'confirm'],
    ['KeyN', 'dismiss'],
    ['KeyO', 'reopen'],
    ['KeyU', 'undo'],
    ['Enter', 'open'],
    ['Slash', 'search'],
    ['Escape', 'escape'],
  ])('%s is %s', (code, name) => {
    expect(commandFor(press(code), false)).toEqual({ name });
  });

  it.each([
    ['Digit1', 1],
    ['Digit9', 9],
    ['Digit0', 10],
    ['Numpad3', 3],
  ])('%s is the digit %i', (code, digit) => {
    expect(commandFor(press(code), false)).toEqual({ name: 'digit', digit });
  });

  it('shift and slash show the legend', () => {
    expect(commandFor(press('Slash', { shiftKey: true }), false)).toEqual({ name: 'legend' });
  });

  it.each([
    ['while an input method composes', press('KeyY', { isComposing: true }), false],
    ['while an old browser composes', press('KeyY', { keyCode: 229 }), false],
    ['Escape of an input method', press('Escape', { isComposing: true }), true],
    ['while one types', press('KeyY'), true],
    ['a digit while one types', press('Digit1'), true],
    ['a slash while one types', press('Slash'), true],
    ['with Ctrl', press('KeyY', { ctrlKey: true }), false],
    ['with Alt', press('KeyN', { altKey: true }), false],
    ['with Meta', press('KeyK', { metaKey: true }), false],
    ['with Shift', press('KeyN', { shiftKey: true }), false],
    ['a key that is none of ours', press('KeyQ'), false],
    ['a deciding key held down', press('KeyY', { repeat: true }), false],
    ['a digit held down', press('Digit1', { repeat: true }), false],
    ['undo held down', press('KeyU', { repeat: true }), false],
  ])('is silent: %s', (_name, key, isTyping) => {
    expect(commandFor(key, isTyping)).toBeNull();
  });

  it('moves on while a moving key is held down', () => {
    expect(commandFor(press('KeyJ', { repeat: true }), false)).toEqual({ name: 'next' });
  });

  it('leaves a field by Escape', () => {
    expect(commandFor(press('Escape'), true)).toEqual({ name: 'escape' });
  });
});
