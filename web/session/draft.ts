/** A note being typed outlives an expired session, a conflict and a closed window. */
import { useState } from 'react';
import { dropKept, readKept, writeKept } from './kept.js';

const PREFIX = 'mingcha.draft.';

/** The note of one user on one lead, kept on this computer until it is dropped. */
export function useDraft(userId: number, leadId: number) {
  const key = `${PREFIX}${userId}.${leadId}`;
  const [note, setNote] = useState(() => readKept(key) ?? '');
  return {
    note,
    setNote: (text: string) => {
      setNote(text);
      if (text === '') dropKept(key);
      else writeKept(key, text);
    },
  };
}

/** Forgets every note on this computer. */
export function dropDrafts(): void {
  for (const key of Object.keys(localStorage)) {
    if (key.startsWith(PREFIX)) dropKept(key);
  }
}
