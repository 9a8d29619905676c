import type { Json, JsonObject } from '#programme';

/** What the data of a notice holds, as far as it is what its letter asks for. */
export const text = (value: Json | undefined): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

export const number = (value: Json | undefined): number | null =>
  typeof value === 'number' ? value : null;

export const texts = (value: Json | undefined): string[] =>
  Array.isArray(value) ? value.map(String) : [];

export const rows = (value: Json | undefined): JsonObject[] =>
  Array.isArray(value)
    ? value.filter(
        (each): each is JsonObject =>
          typeof each === 'object' && each !== null && !Array.isArray(each),
      )
    : [];
