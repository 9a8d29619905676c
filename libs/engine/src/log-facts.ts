import { toLocalDate } from '#plan';
import type { Actor } from '#programme';
import type { JsonObject } from '#ledger';
import { inTransaction, keepTold } from '#store';
import type { Core } from './core.js';
import { recordForOrganisation } from './organisation-entry.js';

/** A public key of the log, for one organisation: its fingerprint, and its usual written form. */
export type LogKeyTold = { organisation: string; fingerprint: string; key: string };

/** Records on the organisation's own chain that checkpoints are signed with this key from now on. */
export async function tellLogKey(core: Core, told: LogKeyTold): Promise<void> {
  const { organisation, fingerprint, key } = told;
  const now = core.clock.now();
  await inTransaction(core.store, async (session) => {
    if (!(await keepTold(session, fingerprint, organisation))) return;
    const fact = {
      organisation,
      kind: 'LOG_KEY_ADDED',
      payload: { fingerprint, key },
      actor: { kind: 'system' },
      definition: null,
      occurredOn: toLocalDate(now, 'UTC'),
    } as const;
    await recordForOrganisation(session, fact, now);
  });
}

/** Who took evidence away, and what of it. */
export type EvidenceTaken = { organisation: string; payload: JsonObject; actor: Actor };

/** Records on the organisation's own chain that somebody took evidence away; gives its sequence there. */
export async function recordTaken(core: Core, taken: EvidenceTaken): Promise<number> {
  const now = core.clock.now();
  const { organisation, payload, actor } = taken;
  return inTransaction(core.store, (session) => {
    const kind = 'EVIDENCE_TAKEN';
    const occurredOn = toLocalDate(now, 'UTC');
    const fact = { organisation, kind, payload, actor, definition: null, occurredOn } as const;
    return recordForOrganisation(session, fact, now);
  });
}
