import type { CompiledDefinition, ItemState, Json } from '#programme';
import type { Piece } from './present-held.js';

/** The pieces of evidence that an item's fields hold, those in rows of its registers included. */
export function piecesOfItem(compiled: CompiledDefinition, item: ItemState): Piece[] {
  const fields = compiled.charts[item.chart]?.chart.fields ?? {};
  return Object.entries(fields).flatMap(([name, field]) => {
    const value = item.data[name];
    if (field.type === 'evidence') return objectsIn(value);
    const columns = Object.entries(field.columns ?? {});
    const ofEvidence = columns.filter(([, column]) => column.type === 'evidence');
    return objectsIn(value).flatMap((row) =>
      ofEvidence.flatMap(([column]) => objectsIn(row[column])),
    );
  });
}

const objectsIn = (value: Json | undefined): Record<string, Json | undefined>[] =>
  Array.isArray(value) ? value.filter(isObject) : [];

const isObject = (value: Json): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
