/** `node --import` this file before running TypeScript. */
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
