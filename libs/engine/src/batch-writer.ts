import { writeProgrammes, type ProgrammeWrite, type Store, type WriteResult } from '#store';

type Waiting = {
  write: ProgrammeWrite;
  resolve: (result: WriteResult) => void;
  reject: (error: unknown) => void;
};

/**
 * Hands writes to the database: those of one turn of the event loop together, and more while it is
 * busy. So one commit serves many programmes exactly when commits are what everybody waits for.
 * What waits is shared out over the free connections: were it to leave in one go, it would come back
 * in one go, and deciding and writing would wait for each other in turns.
 */
export class BatchWriter {
  readonly #waiting: Waiting[] = [];
  #active = 0;
  #pumping = false;

  constructor(
    readonly store: Store,
    readonly parallel = 2,
    readonly most = 50,
    readonly fewest = 6,
  ) {}

  /** Whether the write won. Rejects when a constraint failed on this very write, or on an outage. */
  write(write: ProgrammeWrite): Promise<WriteResult> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ write, resolve, reject });
      this.#pumpSoon();
    });
  }

  /** After this turn: the first write would otherwise leave alone, just before others like it. */
  #pumpSoon(): void {
    if (this.#pumping || this.#active >= this.parallel) return;
    this.#pumping = true;
    setImmediate(() => {
      this.#pumping = false;
      this.#pump();
    });
  }

  #pump(): void {
    while (this.#active < this.parallel && this.#waiting.length > 0) {
      const share = Math.ceil(this.#waiting.length / (this.parallel - this.#active));
      const size = Math.min(Math.max(share, this.fewest), this.most);
      this.#active += 1;
      void this.#run(this.#waiting.splice(0, size)).finally(() => {
        this.#active -= 1;
        if (this.#waiting.length > 0) this.#pumpSoon();
      });
    }
  }

  async #run(batch: Waiting[]): Promise<void> {
    // One order of locking for everybody, so that two processes seldom wait for each other.
    const ordered = batch.toSorted((one, other) => (place(one) < place(other) ? -1 : 1));
    try {
      const results = await writeProgrammes(
        this.store.pool,
        ordered.map(({ write }) => write),
      );
      for (const [index, { resolve, reject }] of ordered.entries()) {
        const result = results[index];
        if (result === undefined) reject(new Error('the database gave no answer to a write'));
        else resolve(result);
      }
    } catch (error) {
      const [only, ...others] = ordered;
      if (others.length === 0 && only !== undefined && isDeadlock(error)) await this.#run([only]);
      else if (others.length === 0) only?.reject(error);
      else for (const each of ordered) await this.#run([each]); // whoever failed fails alone
    }
  }
}

const place = ({ write }: Waiting): string => `${write.organisation}\n${write.programme}`;

/** PostgreSQL chose this write to give way; whoever it stood in the way of has written by now. */
export const isDeadlock = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '40P01';
