import type { AvailableEvent } from '#contract';
import type { Available, Field, ProgrammeState } from '#programme';

/** What may be sent now, and every reason why the rest may not. */
export function presentAvailable(state: ProgrammeState, each: Available): AvailableEvent {
  const { item, event, title, by, allowed, roles, who, role, actingFor, to, blockedBy, asks } =
    each;
  return {
    item,
    itemTitle: state.items[item]?.title ?? item,
    event,
    title,
    by,
    allowed: by === 'person' && allowed,
    reasons: reasonsOf(each),
    roles,
    who,
    role,
    actingFor,
    to,
    payload: Object.fromEntries(Object.entries(each.payload).map(([name, f]) => [name, shape(f)])),
    blockedBy,
    asks,
  };
}

function reasonsOf({ by, role, roles, who, blockedBy }: Available): string[] {
  const words = blockedBy.map((finding) => finding.words);
  if (by === 'system') return words.length > 0 ? words : ['The system does this by itself.'];
  if (role !== null) return words;
  const which = roles.length === 1 ? 'do not hold that role' : 'hold none of these roles';
  return [`Only ${who} may do this, and you ${which} here.`, ...words];
}

const shape = ({ type, title, optional, choices }: Field): AvailableEvent['payload'][string] => ({
  type,
  optional,
  ...(title !== undefined && { title }),
  ...(choices !== undefined && { choices }),
});
