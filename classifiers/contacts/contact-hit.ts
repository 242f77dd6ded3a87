import type { ContactKind } from '../../domain/finding.js';

/** A contact with its place in the loose view. */
export interface ContactHit {
  readonly kind: ContactKind;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}
