/** Every layout. `odd-layouts.ts` and `later-layouts.ts` were held out until extraction was done. */
import { CARD_LAYOUTS } from './card-layouts.js';
import type { Layout } from './layout.js';
import { LATER_LAYOUTS } from './later-layouts.js';
import { LIST_LAYOUTS } from './list-layouts.js';
import { ODD_LAYOUTS } from './odd-layouts.js';
import { PAGING_LAYOUTS } from './paging-layouts.js';
import { SCRIPT_LAYOUTS } from './script-layouts.js';
import { TABLE_LAYOUTS } from './table-layouts.js';

export const LAYOUTS: readonly Layout[] = [
  ...TABLE_LAYOUTS,
  ...CARD_LAYOUTS,
  ...LIST_LAYOUTS,
  ...SCRIPT_LAYOUTS,
  ...PAGING_LAYOUTS,
  ...ODD_LAYOUTS,
  ...LATER_LAYOUTS,
];
