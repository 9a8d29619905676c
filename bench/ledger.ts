import { generateKeyPairSync, randomInt, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { to as copyTo } from 'pg-copy-streams';
import { startPostgres } from '#embedded';
import { sha256, startEngine, verifyEd25519, type Engine } from '#engine';
import { inclusionProof, verifyInclusion, treeBuilder } from '#ledger';
import { keepLog, sequenceLog, verifyLog, type LogSigning } from '#schedule';
import {
  applyMigrations,
  connect,
  findLeaf,
  historyPage,
  lastCheckpoint,
  readLogNodes,
  readLogState,
  type Store,
} from '#store';
import { openProgrammes, organisation, programmeId } from './bench-programmes.js';
import { loadEngine } from './engine-load.js';
import { hashAll, textsInMemory, verifyPack, writePack } from './ledger-pack.js';
import { copyEntries, ledgerProgramme, writeEntries } from './ledger-rows.js';
import { inTurns, median, noise, type Comparison } from './measure.js';

const CHAINS = 100;
const CLIENTS = 32;
const SECONDS = 4;

/**
 * What an auditor and an operator wait for, on a ledger of so many entries of about 600 bytes in 100
 * chains: going through it in the database, in turns with COPY alone; an evidence pack of all of it, in
 * turns with crypto.hash; proofs; the sequencer, in turns with the write path; and a page of history
 * among five times as many entries, in turns with `select 1`.
 */
export async function ledger(rounds: number, entries = 1_000_000): Promise<Comparison[]> {
  const folder = mkdtempSync(join(tmpdir(), 'evolve-bench-'));
  const server = await startPostgres({ folder: join(folder, 'postgres') });
  try {
    await applyMigrations(server.url);
    const store = connect(server.url, { poolSize: CLIENTS });
    const { engine, stop } = await startEngine(store);
    try {
      await openProgrammes(store, engine, CLIENTS);
      const definition = (await engine.definitionOf(organisation, programmeId(0)))?.hash ?? '';
      const part = Math.ceil(entries / rounds);
      const results = await sequencing(store, engine, { rounds, part, definition });
      await store.pool.query('VACUUM (ANALYZE) entry, log_leaf, log_node');
      await store.pool.query('CHECKPOINT');
      results.push(...(await verifying(store, rounds)));
      results.push(await proving(store));
      results.push(...(await packing(store, join(folder, 'pack.zip'), rounds)));
      await copyEntries(store, 4);
      await store.pool.query('VACUUM (ANALYZE) entry');
      results.push(...(await paging(store, rounds, Math.floor(part / CHAINS))));
      return results;
    } finally {
      stop();
      await store.close();
    }
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const signing: LogSigning = {
  signers: [
    {
      publicKey: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)),
      sign: (text) => sign(null, text, privateKey),
    },
  ],
  verify: verifyEd25519,
  origin: 'bench/log',
  everyMs: 0,
};

const everything = { limit: 5000, batches: Number.MAX_SAFE_INTEGER };

/** Entries a second taken into the log by themselves, in turns with the write path that makes them. */
async function sequencing(
  store: Store,
  engine: Engine,
  { rounds, part, definition }: { rounds: number; part: number; definition: string },
): Promise<Comparison[]> {
  const lags: number[] = [];
  let round = 0;
  await loadEngine(engine, CLIENTS, SECONDS); // Node compiles what is hot; this run does not count
  const values = await inTurns(rounds, {
    transitions: async () => {
      const rate = await loadEngine(engine, CLIENTS, SECONDS);
      const began = performance.now();
      await sequenceLog(store, sha256, everything);
      lags.push(performance.now() - began);
      return rate;
    },
    sequencing: async () => {
      const first = CHAINS * round;
      round += 1;
      await writeEntries(store, definition, { entries: part, chains: CHAINS, first });
      const began = performance.now();
      const { leaves } = await sequenceLog(store, sha256, everything);
      return leaves / ((performance.now() - began) / 1000);
    },
  });
  while ((await keepLog({ store, engine, signing })).checkpoint !== 'notDue');
  const ratio = median(values['sequencing'] ?? []) / median(values['transitions'] ?? []);
  return [
    {
      ...figure('sequencing alone', 'entries a second', values['sequencing'] ?? []),
      baseline: against(`transitions, ${CLIENTS} clients`, values['transitions'] ?? []),
      ratio,
      target: { text: 'ratio ≥ 2', met: ratio >= 2 },
    },
    figure(
      `the log after ${SECONDS} s of transitions, all at once: time until it has them`,
      'ms',
      lags,
    ),
  ];
}

/** Chains, leaves, tree and checkpoints from the database, in turns with COPY of the entries alone. */
async function verifying(store: Store, rounds: number): Promise<Comparison[]> {
  const memory: number[] = [];
  const values = await inTurns(rounds, {
    copy: () => seconds(() => copyAlone(store)),
    verify: () =>
      seconds(async () => {
        const { problem } = await verifyLog(store, { sha256, verify: verifyEd25519 });
        if (problem !== null) throw new Error(problem);
        memory.push(process.memoryUsage().rss / 1024 ** 2);
      }),
  });
  const [copy, verify] = [values['copy'] ?? [], values['verify'] ?? []];
  const ratio = median(copy) / median(verify);
  return [
    {
      ...figure('the ledger verified from the database', 's', verify),
      baseline: against('COPY alone', copy),
      ratio,
      target: { text: 'ratio ≥ 0.4', met: ratio >= 0.4 },
    },
    figure('memory of the process that verifies, server apart', 'MiB', memory),
  ];
}

async function copyAlone(store: Store): Promise<void> {
  const client = await store.pool.connect();
  try {
    const columns = 'organisation, programme, stream, sequence, hash, canonical';
    const stream = client.query(copyTo(`COPY entry (${columns}) TO STDOUT (FORMAT binary)`));
    for await (const _chunk of stream);
  } finally {
    client.release();
  }
}

/** The released verifier on a pack of everything, in turns with the hashes alone. */
async function packing(store: Store, file: string, rounds: number): Promise<Comparison[]> {
  const { rows } = await store.pool.query<{ programme: string }>(
    `SELECT programme FROM log_chain WHERE programme LIKE 'ledger-%' ORDER BY programme`,
  );
  const checkpoint = await lastCheckpoint(store.pool);
  if (checkpoint === null) throw new Error('nothing was signed');
  const programmes = rows.map(({ programme }) => programme);
  process.stderr.write('the pack is written …\n');
  const bytes = await writePack(store, file, { programmes, checkpoint });
  const texts = await textsInMemory(store);
  const memory: number[] = [];
  const values = await inTurns(rounds, {
    hash: () => Promise.resolve(hashAll(texts)),
    verify: async () => {
      const { seconds: took, mebibytes } = await verifyPack(file);
      memory.push(mebibytes);
      return took;
    },
  });
  const ratio = median(values['hash'] ?? []) / median(values['verify'] ?? []);
  return [
    {
      ...figure(
        `a pack of ${(bytes / 1e6).toFixed(0)} MB verified offline`,
        's',
        values['verify'] ?? [],
      ),
      baseline: against('crypto.hash of each entry', values['hash'] ?? []),
      ratio,
      target: { text: 'ratio ≥ 0.3', met: ratio >= 0.3 },
    },
    figure('the most memory that verifying a pack took', 'MiB', memory),
  ];
}

/** Inclusion proofs of entries drawn at random, each looked up, made and verified. */
async function proving(store: Store): Promise<Comparison> {
  const { frontier } = await readLogState(store.pool);
  const { size } = frontier;
  const root = treeBuilder(sha256, frontier).root();
  const took: number[] = [];
  const { rows } = await store.pool.query<{ programme: string; last: number }>(
    `SELECT programme, max(sequence) AS last FROM log_leaf WHERE programme LIKE 'ledger-%'
     GROUP BY programme`,
  );
  const prove = async (): Promise<void> => {
    const { programme, last } = rows[randomInt(rows.length)] ?? { programme: '', last: 1 };
    const chain = { organisation, programme, stream: 'history' } as const;
    const leaf = await findLeaf(store.pool, chain, 1 + randomInt(last));
    if (leaf === null) throw new Error(`${programme} is not in the log`);
    const { position: index, hash } = leaf;
    const read = (nodes: Parameters<typeof readLogNodes>[1]) => readLogNodes(store.pool, nodes);
    const proof = await inclusionProof(sha256, read, { index, size });
    if (!verifyInclusion(sha256, { leaf: hash, index, size, root, proof }))
      throw new Error('wrong');
  };
  for (let draw = 0; draw < 1100; draw += 1) {
    const began = performance.now();
    await prove();
    if (draw >= 100) took.push(performance.now() - began);
  }
  const slow = took.toSorted((one, other) => one - other)[Math.floor(took.length * 0.99)] ?? 0;
  const words = `an inclusion proof found, made and verified (99 of 100 within ${slow.toFixed(1)} ms)`;
  const target = { text: '≤ 5 ms', met: slow <= 5 };
  return { ...figure(words, 'ms', took), target };
}

/** A page of history from anywhere, in turns with the least that a query can take. */
async function paging(store: Store, rounds: number, each: number): Promise<Comparison[]> {
  const page = async (limit: number): Promise<void> => {
    const programme = ledgerProgramme(randomInt(CHAINS));
    const after = randomInt(Math.max(1, each - limit));
    const { rows } = await historyPage(store.pool, { organisation, programme, after, limit });
    if (rows.length < Math.min(limit, each)) throw new Error('a page is too short');
  };
  const one = async (): Promise<void> => {
    await store.pool.query({ name: 'one', text: 'SELECT 1' });
  };
  const values = await inTurns(Math.max(rounds, 3), {
    one: () => msEach(one),
    page20: () => msEach(() => page(20)),
    page100: () => msEach(() => page(100)),
  });
  const baseline = against('select 1', values['one'] ?? []);
  return [20, 100].map((limit, place) => {
    const took = values[`page${limit}`] ?? [];
    const ratio = median(took) / baseline.median;
    return {
      ...figure(`a page of ${limit} entries of history, of all there are`, 'ms', took),
      baseline,
      ratio,
      ...(place === 0 && { target: { text: 'ratio ≤ 6', met: ratio <= 6 } }),
    };
  });
}

async function msEach(work: () => Promise<void>): Promise<number> {
  const took: number[] = [];
  for (let time = 0; time < 500; time += 1) {
    const began = performance.now();
    await work();
    took.push(performance.now() - began);
  }
  return median(took);
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

const figure = (what: string, unit: string, values: readonly number[]): Comparison => ({
  what,
  unit,
  median: median(values),
  noise: noise(values),
});

const against = (name: string, values: readonly number[]) => ({
  name,
  median: median(values),
  noise: noise(values),
});
