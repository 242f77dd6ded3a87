/** Every export, listed by hand. */
import { leadsExport } from './leads/leads-export.js';

export const EXPORTS = [leadsExport] as const;
