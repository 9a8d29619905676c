import { hash } from 'node:crypto';
import type { Sha256 } from '#ledger';

/** SHA-256 by Node, for the libraries that have it handed in. */
export const sha256: Sha256 = (data) => hash('sha256', data, 'buffer');
