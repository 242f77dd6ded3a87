/** The layouts that extraction was mended on. Unseen ones are in `unseen-layouts.ts`. */
import { CARD_LAYOUTS } from './card-layouts.js';
import type { Layout } from './layout.js';
import { LIST_LAYOUTS } from './list-layouts.js';
import { PAGING_LAYOUTS } from './paging-layouts.js';
import { SCRIPT_LAYOUTS } from './script-layouts.js';
import { TABLE_LAYOUTS } from './table-layouts.js';

export const LAYOUTS: readonly Layout[] = [
  ...TABLE_LAYOUTS,
  ...CARD_LAYOUTS,
  ...LIST_LAYOUTS,
  ...SCRIPT_LAYOUTS,
  ...PAGING_LAYOUTS,
];
