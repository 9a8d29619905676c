/** What a doorbell needs to know, and whom it calls. */
export interface Bell {
  /** Milliseconds until something is due, by the database's clock; 0 or less when it is, null for never. */
  readonly dueIn: () => Promise<number | null>;
  /** Does what is due; the answer is how much of it there was. */
  readonly ring: () => Promise<number>;
  /** Told what went wrong; the next look follows all the same. */
  readonly onError: (error: unknown) => void;
  /** The longest wait between two looks: how soon it is noticed that something was set close by. */
  readonly lookMs: number;
}

/** A look that found something which others then did first is not repeated at once. */
const BREATH_MS = 20;

/** Whoever is away does not come back sooner for being asked more often. */
const AFTER_FAILURE_MS = 1000;

/**
 * Rings the moment something falls due, for as long as it is not stopped: it asks the database how long
 * that is from now and waits as long, so it needs neither the queue nor a clock of this machine that is
 * right. `stop` settles once a ring under way is over.
 */
export function startDoorbell(bell: Bell): { stop(): Promise<void> } {
  const waits = new Waits();
  const running = listen(bell, waits);
  return {
    stop: () => {
      waits.end();
      return running;
    },
  };
}

async function listen(bell: Bell, waits: Waits): Promise<void> {
  while (!waits.ended) {
    try {
      await waits.wait(await step(bell, waits));
    } catch (error) {
      bell.onError(error);
      await waits.wait(AFTER_FAILURE_MS);
    }
  }
}

/** One look; rings when the time comes, and gives the milliseconds to wait before the next. */
async function step({ dueIn, ring, lookMs }: Bell, waits: Waits): Promise<number> {
  const due = (await dueIn()) ?? lookMs;
  if (due > lookMs) return lookMs;
  // A wait may end a little early; the database would then say that nothing is due yet.
  await waits.wait(Math.ceil(due));
  if (waits.ended) return 0;
  return (await ring()) > 0 ? 0 : BREATH_MS;
}

/** Waits that end early when the whole thing ends. */
class Waits {
  ended = false;
  #wake = () => {};

  end(): void {
    this.ended = true;
    this.#wake();
  }

  wait(milliseconds: number): Promise<void> {
    if (this.ended || milliseconds <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
