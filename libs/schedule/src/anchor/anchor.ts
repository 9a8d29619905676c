/** A checkpoint to be kept outside. */
export interface Anchored {
  readonly origin: string;
  readonly size: number;
  /** The signed note, as it is. */
  readonly note: string;
}

/** A place outside, where whoever runs Evolve cannot quietly change what was put there. */
export interface Anchor {
  readonly name: 'folder' | 'database' | 'mail' | 'git' | 'webhook';
  /** Where it is, as people are told: no passwords. */
  readonly place: string;
  /**
   * Puts the checkpoint there; again is no harm. Rejects with what is wrong, and whenever another
   * checkpoint of the same size is there already: then one of the two logs was rewritten.
   */
  put(checkpoint: Anchored): Promise<void>;
}

/** The name of a checkpoint's file: sizes sort as numbers do. */
export const fileNameOf = ({ size }: Pick<Anchored, 'size'>): string =>
  `checkpoint-${String(size).padStart(12, '0')}.txt`;

/** What it says when something else stands where a checkpoint is to be put. */
export const standsThere = (size: number, where: string): Error =>
  new Error(
    `another checkpoint of ${size} leaves stands in ${where} already: one of the two logs was rewritten`,
  );

/**
 * Whether two notes say the same of the log. Signatures and the time may differ: the same size may be
 * signed again, or by another key.
 */
export function saysTheSame(one: string, other: string): boolean {
  const claim = (note: string) => note.split('\n').slice(0, 4).join('\n');
  return claim(one) === claim(other);
}
