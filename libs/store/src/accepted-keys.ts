import type { JsonObject } from '#programme';
import type { Session } from './connect.js';
import type { ProgrammeVersion } from './programme-row.js';

/** An idempotency key that an accepted event used up. */
export type AcceptedKey = {
  key: string;
  requestHash: string;
  /** Sequence of the event's first entry. */
  sequence: number;
  answer: JsonObject;
};

/** What a "no" has to be checked against before it is given: newer versions, and keys used before. */
export type KeyLookup = { version: ProgrammeVersion; keys: AcceptedKey[] };

/** Looks up keys and the programme's version in one round trip; null when there is no programme. */
export async function lookUpKeys(
  session: Session,
  organisation: string,
  programme: string,
  keys: readonly string[],
): Promise<KeyLookup | null> {
  const { rows } = await session.query<ProgrammeVersion & { keys: AcceptedKey[] }>({
    name: 'look-up-keys',
    text: `
      SELECT p.version, p.head, p.clock_at AS "clockAt",
        (SELECT coalesce(json_agg(json_build_object('key', k.key, 'requestHash', k.request_hash,
            'sequence', k.sequence, 'answer', k.answer)), '[]')
         FROM accepted_key k
         WHERE k.organisation = p.organisation AND k.programme = p.id AND k.key = ANY ($3)) AS keys
      FROM programme p WHERE p.organisation = $1 AND p.id = $2`,
    values: [organisation, programme, keys],
  });
  const [found] = rows;
  if (found === undefined) return null;
  const { keys: accepted, ...version } = found;
  return { version, keys: accepted };
}
