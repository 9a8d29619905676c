import { recipientsOf, type Recipient } from '#notify';
import type { IsoDate } from '#plan';
import {
  delegationsOf,
  inForceAbout,
  managerOf,
  type CompiledDefinition,
  type Grant,
  type Notice,
  type ProgrammeState,
} from '#programme';
import { invalidRequest } from '../http/schema.pipe.js';

/** What whom a notice reaches depends on, besides the notice. */
export type Hearing = {
  compiled: CompiledDefinition;
  state: ProgrammeState;
  held: readonly (Pick<Grant, 'role' | 'items'> & { person: string })[];
  /** The local day on the programme's clock. */
  today: IsoDate;
};

/** Whom a notice reaches, as roles and delegations stand now. */
export function recipientsNow(
  { compiled, state, held, today }: Hearing,
  notice: Pick<Notice, 'item' | 'toRoles' | 'toPersons'>,
) {
  const roles = held.map(({ items, ...each }) => ({ ...each, items: items ?? [] }));
  const about = state.items[notice.item] ?? { id: notice.item, chart: '', data: {} };
  const delegations = inForceAbout(delegationsOf(compiled, state), about, today);
  const manager = managerOf(compiled.definition);
  return recipientsOf(notice, { held: roles, people: [], manager, delegations });
}

/** As whom a notice is read: the one asked for, else whoever asks, else the first who hears it. */
export function readerOf(
  { recipients }: { recipients: readonly Recipient[] },
  { asking, to }: { asking: string; to: string | undefined },
): Recipient {
  const find = (person: string) => recipients.find((each) => each.person === person);
  if (to === undefined) return find(asking) ?? recipients[0] ?? nobody;
  const found = find(to);
  if (found !== undefined) return found;
  const those = recipients.map(({ person }) => person).join(', ');
  const detail = `"${to}" does not hear this notice; ${those === '' ? 'nobody does' : `it is for ${those}`}`;
  throw invalidRequest([{ pointer: 'query:/to', detail }]);
}

const nobody: Recipient = {
  person: '',
  name: null,
  email: null,
  standsInFor: [],
  inPlaceOf: [],
  actsFor: [],
};
