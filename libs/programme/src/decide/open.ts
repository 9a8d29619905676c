import type { EntryDraft } from '#ledger';
import { toLocalDate, type Instant } from '#plan';
import { managerOf } from '../definition/manager.js';
import type { CompiledDefinition } from '../chart/compile.js';
import { initialValue } from '../chart/machine.js';
import type { Field } from '../definition/field.js';
import type { Item, Opening } from '../definition/definition.js';
import type { Clock, Json, JsonObject, Notice, ProgrammeState, TimerChanges } from '../model.js';
import { timerChanges } from '../schedule/timers.js';
import { isObject } from '../guard/scope.js';
import { actorOf, draftEntry } from './draft.js';
import { fold } from './fold.js';
import { hidden, type Outcome } from './outcome.js';
import { settle } from './system-rules.js';
import type { Actor } from '../model.js';

/** A programme as it is opened: one OPENED entry an item, then whatever the system does at once. */
export type Opened = {
  state: ProgrammeState;
  drafts: EntryDraft[];
  timers: TimerChanges;
  notices: Notice[];
};

const ZERO = '0'.repeat(64);

/** The opening position of a definition version, on the clock named. */
export function open(
  compiled: CompiledDefinition,
  programme: { id: string; organisation: string; title: string; clock: Clock; actor: Actor },
  now: Instant,
): Opened {
  const { definition } = compiled;
  let state: ProgrammeState = {
    id: programme.id,
    organisation: programme.organisation,
    definition: compiled.hash,
    title: programme.title,
    clock: programme.clock,
    head: { sequence: 0, hash: ZERO },
    lastRecordedAt: now,
    items: {},
    created: {},
    blocked: {},
  };
  const drafts = Object.entries(definition.items).map(([id, item]) => {
    const chart = compiled.charts[item.chart];
    if (chart === undefined) throw new Error(`item "${id}" asks for a chart "${item.chart}"`);
    return draftEntry(state, now, definition.zone, {
      kind: 'OPENED',
      item: id,
      actor: actorOf(programme.actor, { role: managerOf(definition), authority: null }),
      to: initialValue(chart, item.state),
      changes: openingChanges(compiled, item),
    });
  });
  for (const [index, draft] of drafts.entries()) {
    // A draft says what its entry will.
    state = fold(compiled, state, { ...draft, sequence: index + 1 } as never);
  }
  const today = toLocalDate(now, definition.zone);
  const settled = settle(compiled, state, now, today, { drafts, firstSequence: 1 });
  return {
    state: settled.state,
    drafts: [...drafts, ...settled.drafts],
    timers: timerChanges(compiled, null, settled.state, now),
    notices: settled.notices,
  };
}

function openingChanges(compiled: CompiledDefinition, item: Item): Outcome[] {
  const fields = compiled.charts[item.chart]?.chart.fields ?? {};
  return [
    {
      op: 'open',
      chart: item.chart,
      title: item.title,
      mark: item.mark,
      sources: item.sources,
    },
    ...Object.keys(fields).map((name): Outcome => {
      const opening = openingOf(item, name, fields[name]);
      return { op: 'seed', ...opening, value: hidden(fields[name], opening.value) };
    }),
  ];
}

/** What a field of an item opens with, as people read it: its value, or why it is still to be confirmed. */
export function openingOf(
  item: Pick<Item, 'data' | 'mark' | 'sources'>,
  name: string,
  field: Field | undefined,
): { field: string; value: Json; mark: string; sources: string[]; tbc?: string } {
  const opening = item.data[name];
  const mark = opening?.mark ?? item.mark;
  const sources =
    opening === undefined || opening.sources.length === 0 ? item.sources : opening.sources;
  const reason = tbcReason(opening, field?.optional === true);
  const value = opening !== undefined && 'is' in opening ? opening.is : null;
  const kept = field?.type === 'rows' ? openingRows(value, mark, sources) : value;
  return { field: name, value: kept, mark, sources, ...(reason !== null && { tbc: reason }) };
}

/** Rows carry their own mark and sources; those that name none have their register's. */
function openingRows(value: Json, mark: string, sources: string[]): Json {
  if (!Array.isArray(value)) return [];
  return value.filter(isObject).map((row): JsonObject => ({
    from: null,
    until: null,
    ...row,
    mark: row['mark'] ?? mark,
    sources: row['sources'] ?? sources,
  }));
}

function tbcReason(opening: Opening | undefined, optional: boolean): string | null {
  if (opening === undefined) return optional ? null : 'the source does not say';
  return 'tbc' in opening ? opening.tbc : null;
}
