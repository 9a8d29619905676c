import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const checkout = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
/** PostgreSQL's own note of its process, there while it runs. */
export const pidFile = join(checkout, '.evolve/test/pg/data/postmaster.pid');
/** One file for each Jest run that may use the server, named by its process. */
export const runs = join(checkout, '.evolve/test/runs');
