/** A value as people read it: a text as it is, an erased one as such, anything else as JSON. */
export function valueText(value: unknown): string {
  if (typeof value === 'string') return value;
  const isErased = typeof value === 'object' && value !== null && '$erased' in value;
  return isErased ? '(erased)' : JSON.stringify(value);
}
