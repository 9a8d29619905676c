import { migrateAll, openMany } from './migrate-programmes.js';
import { median, noise, type Comparison } from './measure.js';

/** A dry run and the migration itself of many running programmes, one after the other. */
export async function migrate(rounds: number): Promise<Comparison[]> {
  const many = Number(process.env['BENCH_PROGRAMMES'] ?? 1000);
  const bench = await openMany(many);
  const values: { preview: number[]; apply: number[] } = { preview: [], apply: [] };
  try {
    for (let round = 0; round < Math.min(rounds, 3); round += 1) {
      const { preview, apply } = await migrateAll(bench, round);
      values.preview.push(preview);
      values.apply.push(apply);
    }
  } finally {
    await bench.close();
  }
  return [
    figure(`dry run of ${many} running programmes`, values.preview),
    figure(`migration of ${many} running programmes`, values.apply),
  ];
}

const figure = (what: string, values: number[]): Comparison => ({
  what,
  unit: 's',
  median: median(values),
  noise: noise(values),
});
