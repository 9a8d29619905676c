import type { EntryDraft } from '#ledger';
import { toLocalDate, type Instant } from '#plan';
import type { CompiledDefinition } from '../chart/compile.js';
import { hasItemEnded, hasProgrammeEnded } from '../chart/ended.js';
import type { Issues } from '../definition/chart-schema.js';
import type { Field } from '../definition/field.js';
import { managerOf } from '../definition/manager.js';
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
  const open = register === null ? [] : openRows(register);
  const raised = findings.filter(
    (each) => !known.includes(each.id) && !open.some((row) => tellsOf(row, each)),
  );
  const gone = open.filter((row) => isGone(row, findings));
  if (raised.length === 0 && gone.length === 0) return null;
  const notices =
    raised.length === 0 ? [] : [noticeOf(compiled, register?.item ?? null, raised, due)];
  if (register === null) return { state, drafts: [], timers: { set: [], cancel: [] }, notices };
  const day = toLocalDate(now, zone);
  const { item } = register;
  const draft = draftEntry(state, now, zone, {
    kind: 'TRANSITION',
    item: item.id,
    event: { type: CHECKED, key: null, mark: null, payload: {} },
    from: item.value,
    to: item.value,
    changes: [
      ...raised.map((each) => appended(compiled, register, each, day)),
      ...gone.flatMap((row) => resolved(register, textOf(row['id']), day)),
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

/** The register that takes what is found, and how its chart says that issues are kept. */
type Register = { item: ItemState; issues: Issues; columns: Record<string, Field> };

function registerOf(compiled: CompiledDefinition, state: ProgrammeState): Register | null {
  const id = compiled.definition.checks?.issues;
  const item = id === undefined ? undefined : state.items[id];
  const chart = item === undefined ? undefined : compiled.charts[item.chart];
  const issues = chart?.chart.issues;
  if (item === undefined || chart === undefined || issues === undefined) return null;
  if (hasItemEnded(chart, item)) return null;
  return { item, issues, columns: chart.chart.fields[issues.rows]?.columns ?? {} };
}

const openRows = ({ item, issues: { rows, status, open } }: Register): JsonObject[] =>
  rowsOf(item, rows).filter((row) => row[status] === open);

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
  { definition }: CompiledDefinition,
  register: Register,
  { id, title, detail, about }: QualityFinding,
  day: string,
): Outcome {
  const { item, issues } = register;
  const before = rowsOf(item, issues.rows).filter((row) => baseOf(row) === id).length;
  const cells: JsonObject = {
    ...issues.cells,
    title,
    detail,
    about,
    owner: definition.checks?.owner ?? managerOf(definition),
    [issues.status]: issues.open,
  };
  const row = { id: `check-${id}.${before + 1}`, from: day, until: null };
  const shown = Object.entries(cells).map(([column, value]): [string, Json] => [
    column,
    hiddenIn(register, column, value),
  ]);
  return { op: 'append', rows: issues.rows, row: { ...row, ...Object.fromEntries(shown) } };
}

function resolved(register: Register, row: string, day: string): Outcome[] {
  const { rows, status, resolved: settled } = register.issues;
  const resolution = `Found in order by the check of ${day}`;
  return Object.entries({ [status]: settled, resolution }).map(([field, value]) => ({
    op: 'set',
    rows,
    row,
    field,
    value: hiddenIn(register, field, value),
  }));
}

const hiddenIn = ({ columns }: Register, column: string, value: Json): Json =>
  hidden(columnOf(columns, column), value);

function noticeOf(
  { definition }: CompiledDefinition,
  register: ItemState | null,
  raised: readonly QualityFinding[],
  due: Instant,
): Notice {
  const item = register?.id ?? raised[0]?.about ?? '';
  const tells = definition.checks?.tells ?? [managerOf(definition)];
  return {
    id: `${item}.quality.${due}`,
    template: 'quality',
    item,
    toRoles: tells.filter((role) => definition.roles[role] !== undefined),
    toPersons: [],
    data: { reasons: raised.map(({ title, detail }) => `${title}: ${detail}`) },
  };
}
