import type { NoticeView, Reminder } from '#contract';
import { recipientsOf } from '#notify';
import { localTime, type IsoDate } from '#plan';
import {
  delegationsOf,
  inForceAbout,
  type CompiledDefinition,
  type Grant,
  type ProgrammeState,
} from '#programme';
import type { NoticeRow, TimerRow } from '#store';

/** A timer and what became of it. */
export function presentReminder(state: ProgrammeState, zone: string, row: TimerRow): Reminder {
  const { item, key, kind, dueAt, status, late, settledAt, notice, detail } = row;
  return {
    item,
    title: state.items[item]?.title ?? item,
    key,
    kind,
    dueAt,
    dueLocal: localTime(dueAt, zone),
    status,
    late,
    settledAt,
    notice,
    detail,
  };
}

/** A notice with whom it reaches: of a rehearsal, whom it would have reached. */
export function presentNotice(
  { compiled, state, held, today }: NoticeContext,
  row: NoticeRow,
  deliveries: NoticeView['deliveries'],
): NoticeView {
  const { id, item, template, at, toRoles, toPersons, data } = row;
  const roles = held.map(({ items, ...each }) => ({ ...each, items: items ?? [] }));
  const { zone } = compiled.definition;
  const about = state.items[item] ?? { id: item, chart: '', data: {} };
  const delegations = inForceAbout(delegationsOf(compiled, state), about, today);
  const { recipients, unheard, left } = recipientsOf(row, roles, [], delegations);
  return {
    id,
    item,
    title: state.items[item]?.title ?? item,
    template,
    at,
    local: localTime(at, zone),
    toRoles,
    toPersons,
    recipients: recipients.map(({ person, standsInFor, inPlaceOf, actsFor }) => ({
      person,
      standsInFor: [...standsInFor],
      inPlaceOf: [...inPlaceOf],
      actsFor: [...actsFor],
    })),
    unheard: [...unheard, ...left],
    delivers: state.clock === 'live',
    deliveries,
    data,
  };
}

/** What whom a notice reaches depends on, besides the notice. */
type NoticeContext = {
  compiled: CompiledDefinition;
  state: ProgrammeState;
  held: readonly Held[];
  /** The local day on the programme's clock. */
  today: IsoDate;
};

/** A role that somebody holds, as far as it matters for who hears what. */
type Held = Pick<Grant, 'role' | 'items'> & { person: string };
