import { randomFillSync } from 'node:crypto';
import type { SaltFor } from '#ledger';
import { rehearsalSalts, type ProgrammeState } from '#programme';
import { sha256 } from './sha256.js';

const SALT_BYTES = 32;

/** Random bytes are drawn for many salts at once: asking for 32 at a time costs more than they do. */
const pool = new Uint8Array(256 * SALT_BYTES);
let used = pool.length;

/** Where the salts of a programme come from: chance, or for a rehearsal its own name and place. */
export function saltsFor({ clock, id }: Pick<ProgrammeState, 'clock' | 'id'>): SaltFor {
  return clock === 'rehearsal' ? rehearsalSalts(sha256, id) : randomSalt;
}

function randomSalt(): Uint8Array {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const salt = pool.slice(used, used + SALT_BYTES);
  used += SALT_BYTES;
  return salt;
}
