import { toLocalDate } from '#plan';
import type { Actor } from '#programme';
import { insertHold, inTransaction, liftHoldRow, type Session } from '#store';
import type { Core } from './core.js';
import { recordForOrganisation } from './organisation-entry.js';

/** A hold of a programme, and who places or lifts it. */
export type Hold = {
  organisation: string;
  programme: string;
  id: string;
  actor: Extract<Actor, { kind: 'person' }>;
};

/** Places a legal hold, and records who did on the organisation's own chain. The reason is no part of the history. */
export function placeHold(core: Core, hold: Hold & { reason: string }): Promise<void> {
  return inTransaction(core.store, async (session) => {
    await insertHold(session, { ...hold, placedBy: hold.actor.person });
    await record(core, session, hold, 'HOLD_PLACED');
  });
}

/** Lifts a legal hold, and records who did; false when none of that id is in force. */
export function liftHold(core: Core, hold: Hold): Promise<boolean> {
  return inTransaction(core.store, async (session) => {
    if (!(await liftHoldRow(session, { ...hold, liftedBy: hold.actor.person }))) return false;
    await record(core, session, hold, 'HOLD_LIFTED');
    return true;
  });
}

async function record(
  core: Core,
  session: Session,
  { organisation, programme, id, actor }: Hold,
  kind: 'HOLD_PLACED' | 'HOLD_LIFTED',
): Promise<void> {
  const now = core.clock.now();
  const payload = { programme, hold: id };
  const occurredOn = toLocalDate(now, 'UTC');
  const fact = { organisation, kind, payload, actor, definition: null, occurredOn } as const;
  await recordForOrganisation(session, fact, now);
}
