/** A place in a list as an address carries it. */
export const cursorOf = (parts: readonly (string | number | boolean)[]): string =>
  Buffer.from(JSON.stringify(parts)).toString('base64url');

/** What a cursor was made of; an empty list when it is none. */
export function partsOf(cursor: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
