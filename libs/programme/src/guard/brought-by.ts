import { textOf } from '../definition/json-text.js';
import type { ItemState, Json } from '../model.js';

/**
 * The entry that brought a value: the narrowest thing said of it; null where nothing is.
 *
 * @param name a field, or a cell as `register.column` with its row
 */
export function broughtBy(item: ItemState, name: string, row: Json | undefined): number | null {
  const found = [...placesOf(name, row), ''].map((place) => item.marks[place]?.entry);
  return found.find((each) => each !== undefined) ?? null;
}

/** Where the marks may say something of a value, narrowest first. */
export function placesOf(name: string, row: Json | undefined): string[] {
  if (row === undefined) return [name];
  const [register = '', column = ''] = name.split('.');
  return [`${register}.${textOf(row)}.${column}`, `${register}.${textOf(row)}`, register];
}
