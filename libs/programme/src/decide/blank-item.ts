import { toLocalDate } from '#plan';
import type { CompiledDefinition } from '../chart/compile.js';
import type { ItemState, StateValue } from '../model.js';

/** An item at its first entry, before anything is said of it. */
export function blankItem(
  id: string,
  chart: string,
  happened: { to: unknown; recordedAt: string },
  compiled: CompiledDefinition,
): ItemState {
  return {
    id,
    chart,
    title: id,
    value: (happened.to as StateValue | null) ?? '', // as the entry was drafted
    since: toLocalDate(happened.recordedAt, compiled.definition.zone),
    remembered: {},
    data: {},
    marks: {},
    unknown: {},
    closed: false,
    version: 1,
    revision: 0,
    happened: {},
    duties: {},
  };
}
