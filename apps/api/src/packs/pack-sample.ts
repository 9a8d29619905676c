import { createHash, randomBytes } from 'node:crypto';
import type { PackRequest } from '#contract';
import type { Engine } from '#engine';
import { reports } from '#programme';
import { invalidRequest } from '../http/schema.pipe.js';
import type { Access } from '../identity/permit.js';
import { csvOf } from '../reports/csv.js';
import { isChosen } from '../reports/reports.js';
import type { ScopedChain } from './pack-scope.js';

/** Which entries of the history a sample is, and what its file says, by the hash of it. */
export type Sample = {
  seed: string;
  these: number[];
  chains: ScopedChain[];
  /** SHA-256 of reports/transitions.csv of the pack. */
  csv: string;
};

/** Draws a sample of the history of a programme. Throws a problem, 400, when nothing fits. */
export async function drawSample(
  engine: Pick<Engine, 'retell'>,
  { organisation, programme }: Access,
  asked: PackRequest,
): Promise<Sample> {
  const fitting: number[] = [];
  for await (const told of engine.retell(organisation, programme, 'history')) {
    if (isChosen(told, asked)) fitting.push(told.entry.sequence);
  }
  if (fitting.length === 0) {
    const detail = 'no entry of the history fits; ask for less';
    throw invalidRequest([{ pointer: '', detail }]);
  }
  const seed = asked.seed ?? randomBytes(8).toString('hex');
  const these = draw(fitting, seed, asked.entries ?? fitting.length);
  const chain = { organisation, programme, stream: 'history', part: 'sample' } as const;
  return {
    seed,
    these,
    chains: [{ chain, chosen: { these } }],
    csv: await hashOfCsv(engine, { organisation, programme }, new Set(these)),
  };
}

/**
 * Draws so many: those whose hash with the seed is smallest, so that whoever has the seed draws the
 * same; in order.
 */
function draw(sequences: readonly number[], seed: string, most: number): number[] {
  const ranked = sequences.map((sequence) => {
    return { sequence, rank: createHash('sha256').update(`${seed}\n${sequence}`).digest('hex') };
  });
  return ranked
    .toSorted((one, other) => (one.rank < other.rank ? -1 : 1))
    .slice(0, most)
    .map(({ sequence }) => sequence)
    .toSorted((one, other) => one - other);
}

async function hashOfCsv(
  engine: Pick<Engine, 'retell'>,
  { organisation, programme }: Pick<Access, 'organisation' | 'programme'>,
  these: ReadonlySet<number>,
): Promise<string> {
  const report = reports.find(({ id }) => id === 'transitions');
  if (report === undefined) throw new Error('there is no report of transitions');
  const lines = async function* () {
    for await (const told of engine.retell(organisation, programme, 'history')) {
      if (these.has(told.entry.sequence)) yield* report.lines(told);
    }
  };
  const hash = createHash('sha256');
  for await (const chunk of await csvOf(report, lines())) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
