import type { IsoDate, Rag } from '#plan';
import type { CompiledDefinition } from '../chart/compile.js';
import { hasEnded, rowsOf } from '../guard/scope.js';
import type { ItemState, Json } from '../model.js';

/** A colour that somebody states beside the computed one. */
export type StatedColour = {
  colour: Rag['colour'];
  /** Free text; where it was erased, `{ "$erased": true }`. */
  reason: Json;
  by: string | null;
  from: IsoDate | null;
  /** The day on which it has ended: from then on only the computed colour counts. */
  until: IsoDate | null;
};

const colours: readonly Rag['colour'][] = ['GREEN', 'AMBER', 'RED'];

/** The colour stated last that has not ended by this day, or null: it was withdrawn, or has run out. */
export function statedColour(
  { definition }: CompiledDefinition,
  item: ItemState,
  today: IsoDate,
): StatedColour | null {
  const register = definition.charts[item.chart]?.schedule?.statedColours;
  if (register === undefined) return null;
  const row = rowsOf(item, register).findLast((each) => !hasEnded(each, today));
  const colour = colours.find((each) => each === row?.['colour']);
  if (row === undefined || colour === undefined) return null;
  const { reason = null, by, from, until } = row;
  return { colour, reason, by: text(by), from: text(from), until: text(until) };
}

const text = (value: Json | undefined): string | null => (typeof value === 'string' ? value : null);
