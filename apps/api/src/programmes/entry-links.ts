import type { RevealedEntry } from '#ledger';
import { toLocalDate, workingDaysBetween } from '#plan';
import type { CompiledDefinition } from '#programme';
import type { Correction } from '#store';

/** Beyond this an entry is flagged as recorded late, unless the definition says otherwise. */
const LATE_AFTER_WORKING_DAYS = 5;

/** Which entry this one corrects, and which correct it; nothing is ever edited. */
export function linksOf(
  sequence: number,
  corrections: readonly Correction[],
): { corrects: number | null; correctedBy: number[] } {
  return {
    corrects: corrections.find((each) => each.sequence === sequence)?.corrects ?? null,
    correctedBy: corrections
      .filter((each) => each.corrects === sequence)
      .map((each) => each.sequence),
  };
}

/** The working days from happening to recording, where they are more than is usual; else null. */
export function recordedLate(
  { definition, calendar }: CompiledDefinition,
  { occurredOn, recordedAt }: Pick<RevealedEntry, 'occurredOn' | 'recordedAt'>,
): number | null {
  const limit = definition.backdating?.moreThanWorkingDays ?? LATE_AFTER_WORKING_DAYS;
  const days = workingDaysBetween(calendar, occurredOn, toLocalDate(recordedAt, definition.zone));
  return days > limit ? days : null;
}
