import type { Definition } from './definition.js';

/** The role that manages a programme: what has no owner, and nobody to hear it, is theirs. */
export const managerOf = ({ manager }: Pick<Definition, 'manager'>): string =>
  manager ?? 'PROGRAMME_MANAGER';
