/** The contacts of a text as `kind value`, and with their spans. */
import { findContacts, toContact } from '../../../classifiers/contacts/find-contacts.js';
import { buildFoldTable } from '../../../classifiers/normalise/fold-table.js';
import { foldText } from '../../../classifiers/normalise/fold-text.js';
import type { Contact } from '../../../domain/finding.js';

const table = buildFoldTable();

export function contactsOf(text: string): readonly Contact[] {
  const folded = foldText(text, table);
  return findContacts(folded).map((hit) => toContact(hit, folded, 'text'));
}

export function valuesOf(text: string): readonly string[] {
  return contactsOf(text).map(({ kind, value }) => `${kind} ${value}`);
}
