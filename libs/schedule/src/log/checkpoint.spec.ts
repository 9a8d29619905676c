import { sha256 } from '#engine';
import {
  consistencyProof,
  headsRoot,
  inclusionProof,
  verifyConsistency,
  verifyInclusion,
  type Subtree,
} from '#ledger';
import {
  askForCheckpoint,
  headsAt,
  lastCheckpoint,
  listLogKeys,
  readLogNodes,
  readLogState,
} from '#store';
import {
  entriesAndLeaves,
  logSigner,
  logSigning,
  newestCheckpoint,
} from '../../../../test/support/log-bench.js';
import {
  engineBench,
  event,
  organisation,
  type Bench,
} from '../../../../test/support/small-engine.js';
import { keepLog } from './keep-log.js';
import { makeCheckpoint, type LogSigning } from './make-checkpoint.js';
import { sequenceLog } from './sequence-log.js';

let bench: Bench;
beforeEach(async () => {
  bench = await engineBench();
});
afterEach(async () => {
  await bench.end();
});

const start = (programme: string) =>
  bench.engine.send(organisation, programme, event('first', 'START'));
const refusedIn = (programme: string) =>
  bench.engine.send(organisation, programme, event('first', 'FINISH'));

const keep = (otherwise: Partial<LogSigning> = {}) =>
  keepLog({ store: bench.store, engine: bench.engine, signing: { ...logSigning, ...otherwise } });
const read = (nodes: readonly Subtree[]) => readLogNodes(bench.store.pool, nodes);

describe('checkpoints', () => {
  test('cover the log as it is, in leaves and in heads, and prove every entry', async () => {
    await bench.open('doors');
    await refusedIn('doors');
    expect(await keep()).toMatchObject({ checkpoint: 'made' });
    const checkpoint = await newestCheckpoint(bench.store);
    const { size, root, origin } = checkpoint;
    expect(origin).toBe('evolve.test/log');
    expect(size).toBe((await entriesAndLeaves(bench.store)).length);
    const heads = await headsAt(bench.store.pool, size);
    expect(headsRoot(sha256, heads)).toEqual(checkpoint.heads);
    expect(heads.map(({ programme, refusals }) => [programme, refusals])).toEqual([
      [null, 0],
      ['doors', 1],
    ]);
    for (let index = 0; index < size; index += 1) {
      const [leaf = ''] = await read([{ level: 0, index }]);
      const proof = await inclusionProof(sha256, read, { index, size });
      expect(verifyInclusion(sha256, { leaf, index, size, root, proof })).toBe(true);
    }
    await expect(read([{ level: 0, index: size }])).rejects.toThrow(`no node ${size} at level 0`);
  });

  test('each hold to the ones before, and show the heads as they were then', async () => {
    await bench.open('doors');
    await keep();
    const first = await newestCheckpoint(bench.store);
    const headsThen = await headsAt(bench.store.pool, first.size);
    await bench.open('windows');
    await start('doors');
    await keep();
    const second = await newestCheckpoint(bench.store);
    expect(second.size).toBeGreaterThan(first.size);
    const proof = await consistencyProof(sha256, read, { from: first.size, to: second.size });
    expect(verifyConsistency(sha256, { from: first, to: second, proof })).toBe(true);
    expect(await headsAt(bench.store.pool, first.size)).toEqual(headsThen);
  });

  test('are made when the log has grown and one is due, or when somebody asks', async () => {
    await bench.open('doors');
    expect(await keep({ everyMs: 3_600_000 })).toMatchObject({ checkpoint: 'made' });
    expect(await keep()).toMatchObject({ checkpoint: 'notDue' });
    await start('doors');
    expect(await keep({ everyMs: 3_600_000 })).toMatchObject({ leaves: 1, checkpoint: 'notDue' });
    await askForCheckpoint(bench.store.pool);
    expect(await keep({ everyMs: 3_600_000 })).toMatchObject({ checkpoint: 'made' });
    expect((await readLogState(bench.store.pool)).askedAt).toBeNull();
    expect(await keep()).toMatchObject({ checkpoint: 'notDue' });
  });

  test('are signed by the new key and the old one while one takes over, and the chain tells of both', async () => {
    await bench.open('doors');
    await keep();
    const both = [logSigner('22'.repeat(32)), ...logSigning.signers];
    await keep({ signers: both });
    const row = await lastCheckpoint(bench.store.pool);
    expect(row?.note.match(/^— evolve\.test\/log /gm)).toHaveLength(2);
    await start('doors');
    await keep({ signers: both.slice(0, 1) });
    expect((await newestCheckpoint(bench.store)).size).toBeGreaterThan(row?.size ?? 0);
    const { rows } = await bench.store.pool.query<{ told: string }>(
      `SELECT canonical::json #>> '{event,payload,fingerprint}' AS told FROM entry
       WHERE kind = 'LOG_KEY_ADDED' ORDER BY sequence`,
    );
    const kept = await listLogKeys(bench.store.pool);
    expect(rows.map(({ told }) => told)).toEqual(kept.map(({ fingerprint }) => fingerprint));
    expect(kept).toHaveLength(2);
  });

  test('take a name from the key when none is set, and keep it', async () => {
    await bench.open('doors');
    await keep({ origin: undefined });
    const { origin } = await newestCheckpoint(bench.store);
    expect(origin).toMatch(/^evolve\.invalid\/[0-9a-f]{16}$/);
    await start('doors');
    expect(await keep({ origin: 'evolve.test/log' })).toMatchObject({ checkpoint: 'refused' });
    expect((await readLogState(bench.store.pool)).problem).toContain(
      `the log has been called "${origin}" since its first checkpoint`,
    );
    expect(await keep({ origin: undefined })).toMatchObject({ checkpoint: 'made' });
    expect((await readLogState(bench.store.pool)).problem).toBeNull();
  });

  test.each([
    ['its frontier changed', `UPDATE log_state SET frontier[1] = repeat('a', 64)`, 'changed'],
    ['nodes changed', `UPDATE log_node SET hash = repeat('a', 64)`, 'changed'],
    ['nodes removed', 'DELETE FROM log_node', 'the log has no node'],
    [
      'its checkpoint altered',
      `UPDATE log_checkpoint SET note = replace(note, 'heads', 'feet')`,
      'as it is stored does not hold',
    ],
    [
      'its end cut off',
      `DELETE FROM log_leaf; DELETE FROM log_node; DELETE FROM log_chain;
       UPDATE log_state SET size = 0, frontier = '{}'`,
      'it has 0. Something was taken away',
    ],
  ])('are refused to a log with %s', async (_, tampering, words) => {
    await bench.open('doors');
    await keep();
    const { rows } = await bench.store.pool.query<{ name: string }>(
      `SELECT DISTINCT event_object_table AS name FROM information_schema.triggers
       WHERE trigger_name LIKE 'log\\_%'`,
    );
    for (const { name } of rows) {
      await bench.store.pool.query(`ALTER TABLE ${name} DISABLE TRIGGER ${name}_is_insert_only`);
    }
    const { frontier } = await readLogState(bench.store.pool);
    await bench.store.pool.query(tampering);
    await start('doors');
    if (!tampering.includes('size = 0')) await sequenceLog(bench.store, sha256);
    else await bench.store.pool.query('DELETE FROM log_dirty');
    const checkpointing = { store: bench.store, engine: bench.engine, sha256, signing: logSigning };
    const made = await makeCheckpoint(checkpointing, new Date());
    expect(made).toMatchObject({ outcome: 'refused', problem: expect.stringContaining(words) });
    expect(frontier.size).toBeGreaterThan(3);
    expect(await countCheckpoints()).toBe(1);
  });

  test('are none without a key, and the log grows all the same', async () => {
    await bench.open('doors');
    const { store, engine } = bench;
    expect(await keepLog({ store, engine })).toMatchObject({ checkpoint: 'noKey' });
    expect((await readLogState(store.pool)).frontier.size).toBeGreaterThan(0);
    expect(await countCheckpoints()).toBe(0);
  });
});

async function countCheckpoints(): Promise<number> {
  const { rows } = await bench.store.pool.query<{ count: number }>(
    'SELECT count(*) FROM log_checkpoint',
  );
  return rows[0]?.count ?? -1;
}
