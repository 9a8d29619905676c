/** A JSON value as text: a string as it is, anything else as JSON, nothing as "". */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return value === undefined ? '' : JSON.stringify(value);
}
