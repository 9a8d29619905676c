import type { Correction } from '#store';

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
