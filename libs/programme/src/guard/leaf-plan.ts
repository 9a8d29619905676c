import { canonicalJson } from '#ledger';
import { changeImpact } from '../schedule/change-impact.js';
import { askedChange, changeProblems } from '../schedule/change-request.js';
import { planRows } from '../schedule/plan-rows.js';
import { textOf } from '../definition/json-text.js';
import type { Json, JsonObject } from '../model.js';
import { answerOf, type LeafAnswer } from './finding.js';
import { isObject, rowsOf, type Scope } from './scope.js';

/** Whether what this item asks to change can be computed, and somebody may decide on it. */
export function impactKnownLeaf({ compiled, state, item }: Scope): LeafAnswer {
  const asked = askedChange(compiled, item);
  const problems = asked === null ? [] : changeProblems(compiled, state, asked);
  const impact = changeImpact(compiled, state, item);
  const known = impact.authority !== null;
  const words =
    problems.length > 0
      ? `its impact cannot be computed: ${problems.join('; ')}`
      : known
        ? `its impact is computed: ${textOf(impact.workingDays)} working days`
        : `no authority covers it (${textOf(impact.because)})`;
  return { answer: answerOf(known), words, inputs: { authority: impact.authority, problems } };
}

/**
 * Whether what this item asks to change still comes to what was recorded: the same authority, and the
 * same dates that move. Float alone changes with every forecast, and takes nothing back.
 */
export function impactStandsLeaf(
  fields: { dates: string; authority: string },
  { compiled, state, item }: Scope,
): LeafAnswer {
  const now = changeImpact(compiled, state, item);
  const recorded = item.data[fields.authority] ?? null;
  const moved = (dates: Json): JsonObject[] =>
    (Array.isArray(dates) ? dates.filter(isObject) : []).filter(
      (row) => row['was'] !== row['becomes'],
    );
  const differing = differingRows(
    moved(item.data[fields.dates] ?? null),
    moved(now.dates),
    ({ was, becomes }) => [was ?? null, becomes ?? null],
  );
  const isSameAuthority = now.authority !== null && now.authority === recorded;
  const words = !isSameAuthority
    ? `its impact was assessed for ${textOf(recorded)}; now ${now.authority === null ? 'it cannot be decided' : `it is for ${textOf(now.authority)}`}: it has to be assessed again`
    : differing.length > 0
      ? `the dates it moves are no longer as assessed: ${differing.join(', ')}; it has to be assessed again`
      : 'its impact is still as it was assessed';
  const inputs = { assessed: recorded, authority: now.authority, differing };
  return { answer: answerOf(isSameAuthority && differing.length === 0), words, inputs };
}

/**
 * Whether the plan is still as a register holds it, row by row. With `of`, whether the planned date of
 * this item is the one that the item named in that field holds of it.
 */
export function planAsTakenLeaf(
  { rows, of }: { rows: string; of?: string | undefined },
  scope: Scope,
): LeafAnswer {
  const { item, compiled, state } = scope;
  const holder = of === undefined ? item : state.items[textOf(item.data[of])];
  const meant = (row: JsonObject) => of === undefined || row['id'] === item.id;
  const taken = rowsOf(holder, rows).filter(meant);
  const now = planRows(compiled, state).filter(meant);
  const compared = of === undefined ? shownRow : ({ due }: JsonObject) => shownDate(due ?? null);
  const isTaken = of === undefined || taken.length > 0;
  const differing = differingRows(taken, now, compared);
  const stands = isTaken && differing.length === 0;
  const from = holder?.title ?? 'no baseline';
  const words = !isTaken
    ? `${item.title} had no date when ${from} was taken: the date it has now was not part of it`
    : stands
      ? `the plan is as ${from} holds it`
      : `the plan is no longer as ${from} holds it: ${differing.join(', ')} changed since; it has to be taken again`;
  return { answer: answerOf(stands), words, inputs: { baseline: holder?.id ?? null, differing } };
}

/** Ids of rows that are new, gone or different. */
function differingRows(
  one: readonly JsonObject[],
  other: readonly JsonObject[],
  compared: (row: JsonObject) => Json,
): string[] {
  const texts = (rows: readonly JsonObject[]) =>
    new Map(rows.map((row) => [textOf(row['id']), canonicalJson(compared(row))]));
  const [before, after] = [texts(one), texts(other)];
  const ids = new Set([...before.keys(), ...after.keys()]);
  return [...ids].filter((id) => before.get(id) !== after.get(id)).toSorted();
}

const shownRow = (row: JsonObject): Json => ({ ...row, due: shownDate(row['due'] ?? null) });

/** A planned date without its free texts, which may be erased. */
function shownDate(due: Json): Json {
  if (!isObject(due)) return due;
  const { wording: _wording, reading, ...date } = due;
  if (!isObject(reading)) return date;
  const { basis: _basis, note: _note, ...read } = reading;
  return { ...date, reading: read };
}
