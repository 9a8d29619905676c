import type { NoticeView, Reminder } from '#contract';
import { recipientsOf } from '#notify';
import { localTime } from '#plan';
import type { Grant, ProgrammeState } from '#programme';
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
  { state, zone, held }: { state: ProgrammeState; zone: string; held: readonly Held[] },
  row: NoticeRow,
  deliveries: NoticeView['deliveries'],
): NoticeView {
  const { id, item, template, at, toRoles, toPersons, data } = row;
  const roles = held.map(({ items, ...each }) => ({ ...each, items: items ?? [] }));
  const { recipients, unheard } = recipientsOf(row, roles, []);
  return {
    id,
    item,
    title: state.items[item]?.title ?? item,
    template,
    at,
    local: localTime(at, zone),
    toRoles,
    toPersons,
    recipients: recipients.map(({ person, standsInFor }) => ({
      person,
      standsInFor: [...standsInFor],
    })),
    unheard: [...unheard],
    delivers: state.clock === 'live',
    deliveries,
    data,
  };
}

/** A role that somebody holds, as far as it matters for who hears what. */
type Held = Pick<Grant, 'role' | 'items'> & { person: string };
