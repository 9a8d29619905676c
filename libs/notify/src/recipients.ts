import type { Delegation, Notice } from '#programme';
import type { Recipient } from './letter.js';

/** A role held in a programme now. No items: held for all of them. */
export interface HeldRole {
  readonly person: string;
  readonly role: string;
  readonly items: readonly string[];
}

export interface KnownPerson {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
}

/**
 * Who hears a notice. `unheard` are roles that nobody holds, and `left` persons who hold no role any
 * more, whom nobody could stand in for.
 */
interface Resolved {
  readonly recipients: readonly Recipient[];
  readonly unheard: readonly string[];
  readonly left: readonly string[];
}

/** Of a programme, what decides who hears a notice. */
interface Hearers {
  readonly held: readonly HeldRole[];
  readonly people: readonly KnownPerson[];
  /** The role that hears what nobody else would. */
  readonly manager: string;
  /** Those in force that cover the item; what is delegated is not handed on. */
  readonly delegations?: readonly Pick<Delegation, 'giver' | 'delegate'>[];
}

/**
 * Turns the roles of a notice into persons: each once, however many of the roles they hold.
 *
 * A grant for certain items counts for those only. What is for a vacant role, for a person who holds
 * no role in the programme any more, or for nobody at all goes to its managers, who are told that they
 * stand in. Whoever acts for one of the persons hears it too, and is told for whom.
 */
export function recipientsOf(
  notice: Pick<Notice, 'item' | 'toRoles' | 'toPersons'>,
  { held, people, manager, delegations = [] }: Hearers,
): Resolved {
  const holders = (role: string) =>
    held
      .filter((each) => each.role === role && covers(each, notice.item))
      .map((each) => each.person);
  const isMember = (person: string) => held.some((each) => each.person === person);
  const vacant = notice.toRoles.filter((role) => holders(role).length === 0);
  const left = notice.toPersons.filter((person) => !isMember(person));
  const named = [...notice.toPersons.filter(isMember), ...notice.toRoles.flatMap(holders)];
  const needsStandIn = vacant.length > 0 || left.length > 0 || named.length === 0;
  const standIns = needsStandIn ? managers(manager, held, holders) : [];
  const addressed = new Set([...named, ...standIns]);
  const acting = delegations.filter(
    ({ giver, delegate }) => addressed.has(giver) && isMember(delegate),
  );
  const recipients = [...new Set([...addressed, ...acting.map((each) => each.delegate)])].map(
    (person) => {
      const known = people.find((each) => each.id === person);
      const givers = acting.filter((each) => each.delegate === person).map(({ giver }) => giver);
      return {
        person,
        name: known?.name ?? null,
        email: known?.email ?? null,
        standsInFor: standIns.includes(person) ? vacant : [],
        inPlaceOf: standIns.includes(person) ? left : [],
        actsFor: [...new Set(givers)],
      };
    },
  );
  const isLost = needsStandIn && standIns.length === 0;
  return { recipients, unheard: isLost ? vacant : [], left: isLost ? left : [] };
}

/** Managers of this item, else of any: better the wrong one than none. */
function managers(
  manager: string,
  held: readonly HeldRole[],
  holders: (role: string) => string[],
): string[] {
  const own = holders(manager);
  if (own.length > 0) return own;
  return held.filter((each) => each.role === manager).map((each) => each.person);
}

const covers = (grant: HeldRole, item: string) =>
  grant.items.length === 0 || grant.items.includes(item);
