/** Every layout. The README says which were held out, and how they did at their first run. */
import { CARD_LAYOUTS } from './card-layouts.js';
import { LAST_LAYOUTS } from './last-layouts.js';
import type { Layout } from './layout.js';
import { LATER_LAYOUTS } from './later-layouts.js';
import { LIST_LAYOUTS } from './list-layouts.js';
import { ODD_LAYOUTS } from './odd-layouts.js';
import { OFFICE_LAYOUTS } from './office-layouts.js';
import { PAGING_LAYOUTS } from './paging-layouts.js';
import { SCRIPT_LAYOUTS } from './script-layouts.js';
import { SHOP_LAYOUTS } from './shop-layouts.js';
import { TABLE_LAYOUTS } from './table-layouts.js';
import { TOWN_LAYOUTS } from './town-layouts.js';

export const LAYOUTS: readonly Layout[] = [
  ...TABLE_LAYOUTS,
  ...CARD_LAYOUTS,
  ...LIST_LAYOUTS,
  ...SCRIPT_LAYOUTS,
  ...PAGING_LAYOUTS,
  ...ODD_LAYOUTS,
  ...LATER_LAYOUTS,
  ...TOWN_LAYOUTS,
  ...OFFICE_LAYOUTS,
  ...SHOP_LAYOUTS,
  ...LAST_LAYOUTS,
];
