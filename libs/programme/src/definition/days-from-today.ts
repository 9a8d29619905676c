import { addDays, type IsoDate } from '#plan';

/**
 * The text of a definition with `@today`, `@today+N` and `@today-N` replaced by the day so many
 * calendar days from `today`, so that a demonstration has dates around the day it is loaded.
 */
export function withDays(text: string, today: IsoDate): string {
  return text.replaceAll(/@today(?![\w.])(?:([+-]\d{1,3}))?/g, (_token, days: string | undefined) =>
    addDays(today, Number(days ?? 0)),
  );
}
