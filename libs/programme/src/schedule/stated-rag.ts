import type { IsoDate } from '#plan';
import type { CompiledDefinition } from '../chart/compile.js';
import { isObject } from '../guard/scope.js';
import type { ItemState } from '../model.js';

/** A colour that somebody states beside the computed one, until a day. */
export type StatedRag = {
  colour: 'GREEN' | 'AMBER' | 'RED';
  /** Null when its text was erased. */
  reason: string | null;
  /** Opaque id of whoever states it. */
  by: string;
  from: IsoDate;
  /** The day on which it holds no more. */
  until: IsoDate;
};

const colours = ['GREEN', 'AMBER', 'RED'] as const;

/** The colour that is stated of a milestone on a day; null when none is, or none holds any more. */
export function statedRagOf(
  compiled: CompiledDefinition,
  item: ItemState,
  today: IsoDate,
): StatedRag | null {
  const register = compiled.charts[item.chart]?.chart.schedule?.stated;
  const rows = register === undefined ? null : item.data[register];
  const stated = (Array.isArray(rows) ? rows.filter(isObject) : []).flatMap((row) => {
    const { from, until, by, reason } = row;
    const colour = colours.find((each) => each === row['colour']);
    if (colour === undefined || typeof by !== 'string') return [];
    if (typeof from !== 'string' || typeof until !== 'string') return [];
    if (today < from || today >= until) return [];
    return [{ colour, by, from, until, reason: typeof reason === 'string' ? reason : null }];
  });
  return stated.at(-1) ?? null;
}
