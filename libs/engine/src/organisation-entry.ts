import { sealEntry, type EntryDraft, type JsonObject } from '#ledger';
import type { Instant, IsoDate } from '#plan';
import type { Actor } from '#programme';
import { appendToOrganisation, lockOrganisation, type Session } from '#store';
import { sha256 } from './sha256.js';

/** Something that belongs to no programme. */
export type OrganisationFact = {
  organisation: string;
  kind:
    | 'DEFINITION_PUBLISHED'
    | 'PROGRAMME_OPENED'
    | 'CHANNEL_PAUSED'
    | 'CHANNEL_RESUMED'
    | 'LOG_KEY_ADDED'
    | 'EVIDENCE_TAKEN'
    | 'HOLD_PLACED'
    | 'HOLD_LIFTED';
  payload: JsonObject;
  actor: Actor;
  /** Null where it is about no definition. */
  definition: string | null;
  occurredOn: IsoDate;
};

/** Appends a fact to the organisation's own chain, in the transaction that makes it one; gives its sequence. */
export async function recordForOrganisation(
  session: Session,
  fact: OrganisationFact,
  now: Instant,
): Promise<number> {
  const { head, lastRecordedAt } = await lockOrganisation(session, fact.organisation);
  const recordedAt = lastRecordedAt !== null && lastRecordedAt > now ? lastRecordedAt : now;
  const draft = draftOf(fact, recordedAt);
  const sealed = sealEntry(sha256, draft, head.sequence === 0 ? null : head);
  await appendToOrganisation(session, sealed);
  return sealed.entry.sequence;
}

function draftOf(fact: OrganisationFact, recordedAt: Instant): EntryDraft {
  const { actor } = fact;
  const person = actor.kind === 'person' ? actor : null;
  return {
    v: 1,
    organisation: fact.organisation,
    programme: null,
    stream: 'history',
    kind: fact.kind,
    at: null,
    cause: null,
    item: null,
    event: { type: fact.kind, key: null, mark: null, payload: fact.payload },
    actor: {
      person: person?.person ?? null,
      actingFor: person?.actingFor ?? null,
      role: person === null ? 'SYSTEM' : (person.grants[0]?.role ?? 'NONE'),
      authority: person?.grants[0]?.authority ?? null,
    },
    from: null,
    to: null,
    changes: [],
    guards: [],
    evidence: [],
    refusal: null,
    occurredOn: fact.occurredOn,
    recordedAt,
    definition: fact.definition,
  };
}
