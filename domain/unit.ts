/** A unit: a place with people who handle its leads. The list is the bureau's own, not that of the divisions. */
import { z } from 'zod';

export const UnitIdSchema = z.string().regex(/^[a-z0-9-]{2,40}$/);
export const UnitKindSchema = z.enum(['city', 'county', 'zone', 'town', 'street']);
export type UnitKind = z.infer<typeof UnitKindSchema>;

export interface Unit {
  readonly id: string;
  readonly name: string;
  /** null: at the top. */
  readonly parentId: string | null;
  readonly kind: UnitKind;
  /** As the national table has it; null when the unit is none of its divisions. */
  readonly divisionCode: string | null;
}
