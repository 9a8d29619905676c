import { readCheckpoint } from '#ledger';
import { Stop } from '../terminal/io.js';
import type { Context } from './context.js';

/** What a pack is to hold, and where to. */
export type PackAsked = {
  out?: string;
  from?: string;
  to?: string;
  sample?: string;
  item?: string;
  person?: string;
  event?: string;
  seed?: string;
  checkpoint?: string[];
  files?: boolean;
  privateTexts?: boolean;
};

/** Takes an evidence pack of the programme and saves it; half of one is never left. */
export async function takePack(context: Context, asked: PackAsked): Promise<void> {
  const { paint } = context;
  const { path, bytes } = await savePack(context, asked);
  context.show({ path, bytes }, () =>
    [
      paint.good(`Saved ${path}: ${(bytes / 1000).toFixed(1)} kB.`),
      `Verify it with: evolve verify ${path} --key FINGERPRINT`,
    ].join('\n'),
  );
}

/** Takes a pack and saves it; gives where to. */
export async function savePack(
  context: Context,
  asked: PackAsked,
): Promise<{ path: string; bytes: number }> {
  const { io } = context;
  const address = `${await context.programme()}/evidence-packs`;
  io.progress?.('Waiting for a signed checkpoint …');
  const { name, parts } = await context.client.take(address, requestOf(context, asked));
  const path = asked.out ?? name ?? 'evidence-pack.zip';
  let bytes = 0;
  const counted = async function* () {
    for await (const part of parts) {
      bytes += part.length;
      io.progress?.(`Saving … ${(bytes / 1_000_000).toFixed(1)} MB`);
      yield part;
    }
  };
  const why = await io.writeParts(path, counted());
  io.progress?.('');
  if (why !== null)
    throw new Stop(1, `"${path}" was not written: ${why}. Name another with --out.`);
  return { path, bytes };
}

function requestOf(context: Context, asked: PackAsked): Record<string, unknown> {
  const { from, to, sample, item, person, event, seed, files, privateTexts } = asked;
  const drawn = [sample, item, person, event, seed].some((each) => each !== undefined);
  const part = drawn ? 'sample' : (from ?? to) === undefined ? 'whole' : 'range';
  const checkpoints = (asked.checkpoint ?? []).map((path) => sizeIn(context, path));
  const entries = sample === undefined || sample === 'all' ? undefined : Number(sample);
  if (Number.isNaN(entries)) {
    throw new Stop(2, `--sample must be a number of entries or "all", not "${sample}"`);
  }
  return { part, from, to, item, person, event, seed, entries, files, privateTexts, checkpoints };
}

/** The size of a checkpoint that somebody kept. Its signature is looked at when the pack is verified. */
function sizeIn({ io }: Context, path: string): number {
  const note = io.readFile(path);
  if (note === null) throw new Stop(2, `There is no file "${path}".`);
  const read = readCheckpoint(`${note.split('\n\n', 1)[0] ?? ''}\n`);
  if (read.ok) return read.checkpoint.size;
  throw new Stop(2, `"${path}" holds no checkpoint. ${read.problem}`);
}
