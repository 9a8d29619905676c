import type { CompiledDefinition, Step } from '../chart/compile.js';
import type { Change, Source } from '../definition/chart-schema.js';

/** A field of a chart, or a column of one of its registers. */
export type ValuePlace = { chart: string; register: string | null; name: string };

/** One way in which a value comes to stand: the step, and where the step takes it from. */
export type Way = {
  step: Step;
  source: Source;
  /** Whether the step is of the value's own item: `elsewhere` is another that writes into it. */
  by: 'itself' | 'creator' | 'elsewhere';
  /** Whether it comes with the whole item or row, which later events may decide on. */
  isFirst: boolean;
};

/** Every way in which a value comes to stand. What only empties it is none. */
export function waysTo(compiled: CompiledDefinition, place: ValuePlace): Way[] {
  const all = Object.entries(compiled.charts).flatMap(([chart, { steps }]) =>
    [...steps.values()].flatMap((step) =>
      step.body.changes.flatMap((change) => waysBy(change, step, chart === place.chart, place)),
    ),
  );
  return all.filter(({ source }) => !('value' in source && source.value === null));
}

/** The ways that decide on a value: those that set it; where none does, those that bring it first. */
export function deciding(ways: readonly Way[]): readonly Way[] {
  const later = ways.filter(({ isFirst }) => !isFirst);
  return later.length > 0 ? later : ways;
}

function waysBy(change: Change, step: Step, isOwn: boolean, place: ValuePlace): Way[] {
  const { chart, register, name } = place;
  const way = (source: Source | undefined, by: Way['by'], isFirst: boolean): Way[] =>
    source === undefined ? [] : [{ step, source, by, isFirst }];
  if ('createItem' in change) {
    const { data } = change.createItem;
    return change.createItem.chart === chart ? way(data[register ?? name], 'creator', true) : [];
  }
  if ('append' in change) {
    if (change.append !== register) return [];
    if ('item' in change) return way(change.row[name], 'elsewhere', true);
    return isOwn ? way(change.row[name], 'itself', true) : [];
  }
  if (!('set' in change)) return [];
  if ('rows' in change) {
    return isOwn && change.rows === register ? way(change.set[name], 'itself', false) : [];
  }
  if ('item' in change) return way(change.set[register ?? name], 'elsewhere', false);
  return isOwn ? way(change.set[register ?? name], 'itself', register !== null) : [];
}
