import type { Json, JsonObject } from '#ledger';
import type { Cell } from './report.js';

/** A value as a cell shows it: lists by commas, an object by its fields, an erased text as erased. */
export function cellOf(value: Json | undefined): Cell {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' || typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return isList(value) ? listWords(value) : objectWords(value);
}

/** Several values of one cell. */
export const listWords = (values: readonly Json[]): string =>
  values.length === 0 ? 'none' : values.map((value) => cellOf(value) ?? '–').join(', ');

function objectWords(object: JsonObject): string {
  if (object['$erased'] === true) return '(erased)';
  return Object.entries(object)
    .map(([name, value]) => `${name}: ${isNested(value) ? `(${cellOf(value)})` : cellOf(value)}`)
    .join('; ');
}

const isNested = (value: Json): boolean =>
  typeof value === 'object' && value !== null && Object.keys(value).length > 0;

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);
