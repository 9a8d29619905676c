import { canonicalJson, hex } from '#ledger';
import type { EventRequest } from '#programme';
import { sha256 } from './sha256.js';

/** Names what was asked for, so that a key used again can be told from the same request sent again. */
export function requestHash({
  item,
  type,
  payload,
  actor,
  role,
  occurredOn,
}: EventRequest): string {
  const person = actor.kind === 'person' ? actor.person : null;
  const actingFor = actor.kind === 'person' ? actor.actingFor : null;
  const asked = {
    item,
    type,
    payload,
    person,
    ...(actingFor !== null && { actingFor }), // absent in the hashes of those who act for themselves
    role: role ?? null,
    occurredOn: occurredOn ?? null,
  };
  return hex(sha256(canonicalJson(asked)));
}
