import type { Engine, Verification } from '#engine';
import { claimVerification, keepVerification, type Store } from '#store';

/** A history that does not hold, or could not be gone through. */
interface NotHeld {
  readonly organisation: string;
  readonly programme: string;
  readonly error: string;
}

/** What a round of verifications came to. */
interface Verified {
  readonly verified: number;
  readonly failures: readonly NotHeld[];
}

/** A job is bounded, and the next one goes on. */
const MOST = 100;

/**
 * Replays the history of each programme once a night, and compares what follows from it with what is
 * stored: one after the other, since nobody waits for it. Which are due stands in rows, so that a
 * worker that was down delays a night and skips none.
 */
export async function verifyProgrammes(
  store: Store,
  engine: Pick<Engine, 'verifyProgramme'>,
): Promise<Verified> {
  const failures: NotHeld[] = [];
  let verified = 0;
  while (verified < MOST) {
    const due = await claimVerification(store.pool);
    if (due === null) break;
    const { organisation, programme } = due;
    const found = await engine
      .verifyProgramme(organisation, programme, { snapshots: true })
      .catch(couldNot);
    const row = rowOf(found);
    await keepVerification(store.pool, { organisation, programme, ...row });
    verified += 1;
    if (row.problem !== null) failures.push({ organisation, programme, error: row.problem });
  }
  return { verified, failures };
}

const couldNot = (error: unknown) => ({
  error: error instanceof Error ? error.message : String(error),
});

function rowOf(found: Verification | { error: string } | null) {
  const none = { entries: null, head: null };
  if (found === null) return { ...none, problem: 'there is no such programme any more' };
  if ('error' in found) return { ...none, problem: `could not be verified: ${found.error}` };
  if (found.ok) return { ...found.history, problem: null };
  // Where, and of what kind: what it says there is for those alone who may see the programme.
  const { stream, sequence, item, code } = found;
  const place = item === null ? 'the programme itself' : `item ${item}`;
  return {
    ...none,
    problem: `${sequence === null ? place : `${stream}, entry ${sequence}`} (${code})`,
  };
}

/** Work that is not begun again in this process while it is under way; null for whoever comes then. */
export function oneAtATime<Result>(work: () => Promise<Result>): () => Promise<Result | null> {
  let busy = false;
  return async () => {
    if (busy) return null;
    busy = true;
    try {
      return await work();
    } finally {
      busy = false;
    }
  };
}
