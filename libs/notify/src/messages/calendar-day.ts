/** A day (YYYY-MM-DD) as the instant it begins in UTC, in milliseconds; null for what is no day. */
export function dayOf(text: string): number | null {
  const at = Date.parse(`${text}T00:00:00Z`);
  // 31 February would be read as a day in March.
  const isDay = !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === text;
  return isDay ? at : null;
}

/** Whether a text is an instant. */
export const hasTime = (text: string): boolean => !Number.isNaN(Date.parse(text));
