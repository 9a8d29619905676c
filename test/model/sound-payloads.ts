import type { ItemState, Json, JsonObject } from '#programme';

type Fields = {
  readonly [name: string]: { type: string; optional: boolean; choices?: string[] | undefined };
};

/** A sound payload or a few: every choice and every person, one value for all else. */
export function payloadsFor(fields: Fields, data: JsonObject): JsonObject[] {
  return Object.entries(fields).reduce<JsonObject[]>(
    (payloads, [name, field]) => {
      if (field.optional) return payloads;
      const values = valuesFor(name, field, data);
      return payloads.flatMap((payload) => values.map((value) => ({ ...payload, [name]: value })));
    },
    [{}],
  );
}

/** What there is to record of an item: values by the name of the field. */
export type Recorded = { readonly [field: string]: readonly Json[] };

/** Every value there is to record, or to correct with the entry that brought what stands; null for other events. */
export function recordingsOf(
  type: string,
  { marks }: ItemState,
  recorded: Recorded = {},
): JsonObject[] | null {
  if (type !== 'RECORD_VALUE' && type !== 'CORRECT') return null;
  return Object.entries(recorded).flatMap(([field, values]) => {
    const entry = marks[field]?.entry ?? 1;
    const rest = type === 'CORRECT' ? { entry, reason: 'It was read wrong' } : {};
    return values.map((value) => ({ field, value, source: 'Minute 2', ...rest }));
  });
}

function valuesFor(name: string, field: Fields[string], data: JsonObject): Json[] {
  if (name === 'row') return rowIds(data).slice(0, 8);
  switch (field.type) {
    case 'choice':
      return field.choices ?? [];
    case 'person':
      return name === 'preparer' ? ['P-A'] : ['P-A', 'P-B'];
    case 'boolean':
      return [true];
    case 'integer':
      return [1];
    case 'date':
      return ['2013-03-20'];
    case 'evidence':
      return [[{ title: 'Paper', source: 'folder 1' }]];
    case 'decision':
      return [{ body: 'BOARD', minute: 'Minute 1', members: ['P01', 'P03', 'P04', 'P06'] }];
    case 'role':
      return ['PMO'];
    default:
      return [name === 'rating' ? 'GREEN' : 'Said'];
  }
}

export const rowIds = (data: JsonObject): string[] =>
  Object.values(data).flatMap((value) =>
    Array.isArray(value)
      ? value.flatMap((row) =>
          typeof row === 'object' &&
          row !== null &&
          !Array.isArray(row) &&
          typeof row['id'] === 'string'
            ? [row['id']]
            : [],
        )
      : [],
  );
