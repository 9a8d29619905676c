import type { NoticeView, Reminder } from '#contract';
import { localTime } from '#plan';
import type { ProgrammeState } from '#programme';
import { wouldGo, type Ways } from '../inbox/would-go.js';
import type { NoticeRow, ReminderRow } from '#store';
import { recipientsNow, type Hearing } from './notice-reader.js';

/** A line of the reminder ledger: what was due, and what became of it and why. */
export function presentReminder(state: ProgrammeState, zone: string, row: ReminderRow): Reminder {
  const { item, dueAt } = row;
  return {
    ...row,
    title: state.items[item]?.title ?? item,
    dueLocal: localTime(dueAt, zone),
    why: whyOf(state, zone, row),
  };
}

function whyOf(
  state: ProgrammeState,
  zone: string,
  { status, why, cause, settledAt, deliveries }: ReminderRow,
): string | null {
  if (status === 'failed') {
    return deliveries
      .filter((each) => each.status === 'dead')
      .map(({ channel, person, cause: said }) => `${channel} ${person}: ${said ?? 'given up'}`)
      .join('; ');
  }
  if (status === 'late' && settledAt !== null) {
    return `handed on at ${localTime(settledAt, zone)}, since no worker was there when it was due`;
  }
  return why === null || cause === null ? why : `${why}, by ${causeInWords(state, cause)}`;
}

function causeInWords(
  state: ProgrammeState,
  { sequence, item, event }: NonNullable<ReminderRow['cause']>,
): string {
  const on = item === null ? '' : ` on ${state.items[item]?.title ?? item}`;
  return `${event}${on} (entry ${sequence})`;
}

/** A notice with whom it reaches: of a rehearsal, whom it would have reached. */
export function presentNotice(
  context: NoticeContext,
  row: NoticeRow,
  deliveries: NoticeView['deliveries'],
): NoticeView {
  const { id, item, template, at, toRoles, toPersons, data } = row;
  const { compiled, state, ways } = context;
  const { zone } = compiled.definition;
  const { recipients, unheard, left } = recipientsNow(context, row);
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
    wouldGo: state.clock === 'live' ? [] : wouldGo(row, recipients, ways),
    data,
  };
}

/** What whom a notice reaches depends on, besides the notice. */
type NoticeContext = Hearing & {
  /** Where people would be reached; needed of a rehearsal only. */
  ways: Ways;
};
