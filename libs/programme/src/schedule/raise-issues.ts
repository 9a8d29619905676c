import type { EntryDraft } from '#ledger';
import { toLocalDate, type Instant } from '#plan';
import type { CompiledDefinition } from '../chart/compile.js';
import { hasItemEnded, hasProgrammeEnded } from '../chart/ended.js';
import { textOf } from '../definition/json-text.js';
import { draftEntry } from '../decide/draft.js';
import { fold } from '../decide/fold.js';
import { columnOf, hidden, type Outcome } from '../decide/outcome.js';
import { settle } from '../decide/system-rules.js';
import type { Woken } from '../decide/wake.js';
import { rowsOf } from '../guard/scope.js';
import type { ItemState, Json, JsonObject, Notice, ProgrammeState } from '../model.js';
import type { QualityFinding } from './data-quality.js';
import { timerChanges } from './timers.js';

/** The event of the daily check, as the history names it. */
const CHECKED = 'DATA_CHECKED';
const REGISTER = 'issues';
const TELLS = ['PMO', 'PROGRAMME_MANAGER'];

/**
 * What the findings of a daily check come to: an issue for each that is new, in the register the
 * definition names, and each issue that a check has raised before resolved once its reason is gone.
 * Without a register there is a notice alone. Null when nothing has changed since the last check, so
 * that one reason is told once and not every day; an issue that a person has resolved stays so.
 *
 * @param known ids of what the last check found
 * @param due when the check was due: the notice is named after it, so that one check gives one
 */
export function raiseIssues(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  findings: readonly QualityFinding[],
  known: readonly string[],
  now: Instant,
  due: Instant = now,
): Woken | null {
  if (hasProgrammeEnded(compiled, state)) return null;
  const { zone } = compiled.definition;
  const register = registerOf(compiled, state);
  const open = register === null ? [] : rowsOf(register, REGISTER).filter(isOpen);
  const raised = findings.filter(
    (each) => !known.includes(each.id) && !open.some((row) => tellsOf(row, each)),
  );
  const gone = open.filter((row) => isGone(row, findings));
  if (raised.length === 0 && gone.length === 0) return null;
  const notices = raised.length === 0 ? [] : [noticeOf(compiled, register, raised, due)];
  if (register === null) return { state, drafts: [], timers: { set: [], cancel: [] }, notices };
  const day = toLocalDate(now, zone);
  const draft = draftEntry(state, now, zone, {
    kind: 'TRANSITION',
    item: register.id,
    event: { type: CHECKED, key: null, mark: null, payload: {} },
    from: register.value,
    to: register.value,
    changes: [
      ...raised.map((each) => appended(compiled, register, each, day)),
      ...gone.flatMap((row) => resolved(compiled, register, textOf(row['id']), day)),
    ],
  });
  const sequence = state.head.sequence + 1;
  // A draft says what its entry will.
  const checked = fold(compiled, state, { ...draft, sequence } as never);
  const before = { drafts: [draft], firstSequence: sequence };
  const settled = settle(compiled, checked, now, day, before);
  return {
    state: settled.state,
    drafts: [draft, ...settled.drafts] satisfies EntryDraft[],
    timers: timerChanges(compiled, state, settled.state, now),
    notices: [...notices, ...settled.notices],
  };
}

function registerOf(compiled: CompiledDefinition, state: ProgrammeState): ItemState | null {
  const id = compiled.definition.checks?.issues;
  const item = id === undefined ? undefined : state.items[id];
  const chart = item === undefined ? undefined : compiled.charts[item.chart];
  if (item === undefined || chart === undefined || hasItemEnded(chart, item)) return null;
  return item;
}

const isOpen = (row: JsonObject): boolean =>
  row['kind'] === 'DATA_QUALITY' && row['status'] === 'OPEN';

/** Rows of a check are named after what it found; an issue of the same words says the same. */
const tellsOf = (row: JsonObject, { id, title, detail }: QualityFinding): boolean =>
  baseOf(row) === id || (row['title'] === title && row['detail'] === detail);

const baseOf = (row: JsonObject): string | null =>
  /^check-(.+)\.\d+$/.exec(textOf(row['id']))?.[1] ?? null;

function isGone(row: JsonObject, findings: readonly QualityFinding[]): boolean {
  const base = baseOf(row);
  return base !== null && !findings.some(({ id }) => id === base);
}

function appended(
  compiled: CompiledDefinition,
  register: ItemState,
  { id, title, detail, about }: QualityFinding,
  day: string,
): Outcome {
  const before = rowsOf(register, REGISTER).filter((row) => baseOf(row) === id).length;
  const cells: JsonObject = {
    title,
    kind: 'DATA_QUALITY',
    detail,
    about,
    owner: 'PROGRAMME_MANAGER',
    severity: 'MEDIUM',
    status: 'OPEN',
  };
  const row = { id: `check-${id}.${before + 1}`, from: day, until: null };
  const shown = Object.entries(cells).map(([column, value]): [string, Json] => [
    column,
    hiddenIn(compiled, register, column, value),
  ]);
  return { op: 'append', rows: REGISTER, row: { ...row, ...Object.fromEntries(shown) } };
}

function resolved(
  compiled: CompiledDefinition,
  register: ItemState,
  row: string,
  day: string,
): Outcome[] {
  const resolution = `Found in order by the check of ${day}`;
  return Object.entries({ status: 'RESOLVED', resolution }).map(([field, value]) => ({
    op: 'set',
    rows: REGISTER,
    row,
    field,
    value: hiddenIn(compiled, register, field, value),
  }));
}

function hiddenIn(
  { definition }: CompiledDefinition,
  { chart }: ItemState,
  column: string,
  value: Json,
): Json {
  const columns = definition.charts[chart]?.fields[REGISTER]?.columns ?? {};
  return hidden(columnOf(columns, column), value);
}

function noticeOf(
  { definition }: CompiledDefinition,
  register: ItemState | null,
  raised: readonly QualityFinding[],
  due: Instant,
): Notice {
  const item = register?.id ?? raised[0]?.about ?? '';
  return {
    id: `${item}.quality.${due}`,
    template: 'quality',
    item,
    toRoles: TELLS.filter((role) => definition.roles[role] !== undefined),
    toPersons: [],
    data: { reasons: raised.map(({ title, detail }) => `${title}: ${detail}`) },
  };
}
