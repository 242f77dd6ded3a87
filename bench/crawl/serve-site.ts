/** Serves the site until it is ended; prints its origin. */
import { serveSite } from './site.js';

process.stdout.write(`${await serveSite()}\n`);
