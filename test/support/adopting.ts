import {
  decide,
  type CompiledDefinition,
  type HolidayTable,
  type JsonObject,
  type ProgrammeState,
  tableHash,
} from '#programme';
import { shippedTable } from './calendar-programme.js';
import { person, sha256 } from './move-programme.js';

/** What adopts a table in place of another, by default of the shipped one of England and Wales. */
export const adopting = (
  table: HolidayTable,
  changed: JsonObject = {},
  replaced: HolidayTable = shippedTable('england-and-wales'),
): JsonObject => ({
  calendar: 'england-and-wales',
  table: JSON.parse(JSON.stringify(table)),
  hash: tableHash(table, sha256),
  replaces: tableHash(replaced, sha256),
  reason: 'The firm closes',
  ...changed,
});

/** The state once the programme manager has asked for an adoption and another person approved it. */
export function approvedAdoption(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  payload: JsonObject,
  now: string,
): ProgrammeState {
  const { reason: _, ...brought } = payload;
  const ask = { event: 'ADOPT_CALENDAR', with: brought };
  const number = Object.keys(state.items).filter((id) => id.startsWith('approval-')).length + 1;
  const told = [
    ['calendars', 'REQUEST_APPROVAL', ask, person('P-1', 'PROGRAMME_MANAGER')],
    [`approval-${number}`, 'APPROVE', {}, person('P-2', 'PMO')],
  ] as const;
  return told.reduce((before, [item, type, sent, actor]) => {
    const key = `${type}${before.head.sequence}`;
    const decision = decide(compiled, before, { item, type, payload: sent, actor, key }, now);
    if (decision.outcome !== 'accepted') throw new Error(JSON.stringify(decision));
    const sequence = before.head.sequence + decision.drafts.length;
    return { ...decision.state, head: { ...decision.state.head, sequence } };
  }, state);
}
