import { spawn } from 'node:child_process';
import { hash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { listLogKeys, type Store } from '#store';
import { packFiles, type Named } from '../apps/api/src/packs/pack-files.js';
import { zipOf } from '../apps/api/src/packs/zip.js';
import { organisation } from './bench-programmes.js';

/** Writes an evidence pack of these programmes to a file, as the api makes one. Gives its size in bytes. */
export async function writePack(
  store: Store,
  file: string,
  {
    programmes,
    checkpoint,
  }: { programmes: readonly string[]; checkpoint: { size: number; note: string } },
): Promise<number> {
  const made = new Date();
  const all = { from: 1, to: Number.MAX_SAFE_INTEGER };
  const named: Named = { definitions: new Set(), evidence: new Set() };
  const content = {
    made: made.toISOString(),
    chains: programmes.map((programme) => ({
      chain: { organisation, programme, stream: 'history', part: 'whole' } as const,
      chosen: all,
    })),
    checkpoint,
    earlier: [],
    cuts: [],
    keys: (await listLogKeys(store.pool)).map(({ key }) => key),
    privateTexts: true,
  };
  const files = packFiles(store.pool, organisation, content, named);
  await pipeline(zipOf(files, made), createWriteStream(file));
  return statSync(file).size;
}

/** The released verifier on the pack, as a process of its own: seconds, and the most memory it had in MiB. */
export async function verifyPack(file: string): Promise<{ seconds: number; mebibytes: number }> {
  const began = performance.now();
  const child = spawn(process.execPath, [resolve('dist/verify.mjs'), file, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  let peak = 0;
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const watch = setInterval(() => (peak = Math.max(peak, peakOf(child.pid))), 50);
  const [code] = (await once(child, 'exit')) as [number]; // what a process ends with
  clearInterval(watch);
  if (code !== 4) throw new Error(`the pack was not found good (exit code ${code}): ${said}`);
  return { seconds: (performance.now() - began) / 1000, mebibytes: peak };
}

function peakOf(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    return 0; // it has ended, or this is no Linux
  }
}

/** Every entry's text as it would be hashed: 0x00 and its bytes, in memory. */
export async function textsInMemory(store: Store): Promise<Buffer[]> {
  const texts: Buffer[] = [];
  for (let position = 0; ; position += 20_000) {
    const { rows } = await store.pool.query<{ canonical: string }>(
      `SELECT e.canonical FROM log_leaf l JOIN entry e USING (organisation, programme, stream, sequence)
       WHERE l.position >= $1 AND l.position < $1 + 20000 ORDER BY l.position`,
      [position],
    );
    if (rows.length === 0) return texts;
    for (const { canonical } of rows) texts.push(Buffer.from(`\0${canonical}`));
  }
}

/** Seconds that crypto.hash takes, called once for each. */
export function hashAll(texts: readonly Buffer[]): number {
  const began = performance.now();
  for (const text of texts) hash('sha256', text);
  return (performance.now() - began) / 1000;
}
