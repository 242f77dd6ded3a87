import { useEffect, useEffectEvent } from 'react';
import { commandFor, type Command } from './keymap.js';

const TEXT_INPUTS = /^(?:text|search|password|email|url|tel|number)$/;

/** Calls `run` for every key of ours; what it handles (true) goes no further. */
export function useCommands(run: (command: Command) => boolean): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const target = event.target instanceof HTMLElement ? event.target : null;
    const command = commandFor(event, target !== null && takesText(target));
    if (command === null) return;
    // Enter on a button or a link is for that button.
    if (command.name === 'open' && target?.closest('a, button, [role="option"]')) return;
    // An open dialog or menu has the keys.
    if (document.querySelector('.ant-modal-wrap:not([style*="display: none"])') !== null) return;
    if (target?.closest('[role="menu"], [role="radiogroup"]') && isArrow(event)) return;
    if (run(command)) event.preventDefault();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    addEventListener('keydown', listener);
    return () => removeEventListener('keydown', listener);
  }, []);
}

function takesText(target: HTMLElement): boolean {
  if (target instanceof HTMLInputElement) return TEXT_INPUTS.test(target.type);
  return target instanceof HTMLTextAreaElement || target.isContentEditable;
}

function isArrow(event: KeyboardEvent): boolean {
  return event.code.startsWith('Arrow');
}
