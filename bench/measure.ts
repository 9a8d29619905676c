/** Figures of one run of one side of a comparison. */
export type Sample = { readonly name: string; readonly value: number };

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** Spread of the middle half of the runs as a share of the median: how noisy the machine was; null of one run. */
export function noise(values: readonly number[]): number | null {
  if (values.length < 2) return null;
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
  return (at(0.75) - at(0.25)) / median(values);
}

/** Runs each side once a round, in turns, so that a noisy machine disturbs all alike. */
export async function inTurns(
  rounds: number,
  sides: Readonly<Record<string, () => Promise<number>>>,
): Promise<Record<string, number[]>> {
  const values: Record<string, number[]> = {};
  for (const name of Object.keys(sides)) values[name] = [];
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, run] of Object.entries(sides)) values[name]?.push(await run());
  }
  return values;
}

export type Comparison = {
  readonly what: string;
  readonly unit: string;
  readonly median: number;
  readonly noise: number | null;
  readonly baseline?: {
    readonly name: string;
    readonly median: number;
    readonly noise: number | null;
  };
  readonly ratio?: number;
  /** What the ratio or the value must reach, and whether it does. */
  readonly target?: { readonly text: string; readonly met: boolean };
};

export function printed(comparisons: readonly Comparison[]): string {
  return comparisons
    .map((each) => {
      const value = `${format(each.median)} ${each.unit} (${runs(each.noise)})`;
      const against =
        each.baseline === undefined || each.ratio === undefined
          ? ''
          : `; ${each.baseline.name} ${format(each.baseline.median)} (${runs(each.baseline.noise)}); ratio ${each.ratio.toFixed(2)}`;
      const target =
        each.target === undefined
          ? ''
          : `; target ${each.target.text}: ${each.target.met ? 'met' : 'NOT met'}`;
      return `${each.what}: ${value}${against}${target}`;
    })
    .join('\n');
}

const format = (value: number) =>
  value >= 100 ? Math.round(value).toLocaleString('en-GB') : value.toFixed(value >= 10 ? 1 : 2);
const runs = (share: number | null) =>
  share === null ? 'one run' : `noise ${Math.round(share * 100)} %`;
