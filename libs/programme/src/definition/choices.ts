import { nearest } from './near.js';

/** Says what is there when a name is not: a near miss first, otherwise all, or how many. */
export function choices(known: Iterable<string>, wanted?: string): string {
  const names = [...known];
  const near = wanted === undefined ? undefined : nearest(names, wanted);
  if (near !== undefined) return `did you mean "${near}"?`;
  if (names.length === 0) return 'there are none';
  return names.length > 12
    ? `there are ${names.length}, such as ${names.slice(0, 6).join(', ')}`
    : `known: ${names.join(', ')}`;
}
