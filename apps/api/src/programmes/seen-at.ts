import type { AsAt } from '#contract';
import type { AsAt as Asked, Engine } from '#engine';
import { localTime } from '#plan';
import { invalidRequest } from '../http/schema.pipe.js';
import type { Access } from '../identity/permit.js';
import type { Seen } from './present-programme.js';

/** A programme as it stood, and the day it speaks of. */
export type Past = Seen & { asAt: AsAt };

/**
 * The programme as it stood at the end of a day; null when there is no such programme. A problem, 400
 * at `pointer`, for a day that has not come or on which it had not been opened.
 */
export async function seenAt(
  engine: Engine,
  { organisation, programme }: Access,
  { day, basis }: Asked,
  pointer: string,
): Promise<Past | null> {
  const past = await engine.viewAt(organisation, programme, { day, basis });
  if (past === null) return null;
  if ('outcome' in past) {
    const { outcome, first, now, zone } = past;
    const why =
      outcome === 'notYetCome'
        ? `has not come: the programme's clock shows ${localTime(now, zone)}`
        : `is before anything was recorded: its history begins on ${localTime(first, zone)}`;
    throw invalidRequest([{ pointer, detail: `"${day}" ${why}` }]);
  }
  const { state, compiled, now, leftOut } = past;
  return { state, compiled, now, asAt: { day, basis, head: state.head, leftOut } };
}
