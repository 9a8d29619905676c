import { sha256 } from '#engine';
import { treeBuilder, treeRoot } from '#ledger';
import {
  countDirty,
  findLeaf,
  inTransaction,
  lockLog,
  migrationsFolder,
  readLogNodes,
  readLogState,
  readMigrations,
} from '#store';
import { entriesAndLeaves } from '../../../../test/support/log-bench.js';
import {
  engineBench,
  event,
  organisation,
  type Bench,
} from '../../../../test/support/small-engine.js';
import { keepLog } from './keep-log.js';
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

const leafOf = (programme: string) => ({ organisation, programme, stream: 'history' as const });

describe('the sequencer', () => {
  test('takes the entries and refusals of live programmes and organisations, and no rehearsal', async () => {
    await bench.open('doors');
    await bench.open('tried', 'rehearsal', '2026-04-01T09:00:00.000Z');
    await refusedIn('doors');
    await start('doors');
    await refusedIn('tried');
    const { leaves, problem } = await sequenceLog(bench.store, sha256);
    expect(problem).toBeNull();
    const rows = await entriesAndLeaves(bench.store);
    expect(rows.every(({ hash, leaf }) => hash === leaf)).toBe(true);
    expect(new Set(rows.map(({ chain }) => chain))).toEqual(
      new Set(['acme//history', 'acme/doors/history', 'acme/doors/refusals']),
    );
    expect(leaves).toBe(rows.length);
    expect(await countDirty(bench.store.pool)).toBe(0);
    expect(await sequenceLog(bench.store, sha256)).toMatchObject({ leaves: 0, busy: false });
  });

  test('gives the same tree however small its batches are, and whatever comes between them', async () => {
    for (const id of ['one', 'two', 'three']) {
      await bench.open(id);
      await sequenceLog(bench.store, sha256, { limit: 2, batches: 3 });
      await start(id);
    }
    await sequenceLog(bench.store, sha256, { limit: 2, batches: 1000 });
    const { rows } = await bench.store.pool.query<{ hash: string }>(
      'SELECT hash FROM log_leaf ORDER BY position',
    );
    const tree = treeBuilder(sha256);
    for (const { hash } of rows) tree.append(hash);
    const { frontier } = await readLogState(bench.store.pool);
    expect(frontier).toEqual(tree.frontier());
    expect(
      await treeRoot(sha256, (nodes) => readLogNodes(bench.store.pool, nodes), rows.length),
    ).toBe(tree.root());
    expect((await entriesAndLeaves(bench.store)).every(({ hash, leaf }) => hash === leaf)).toBe(
      true,
    );
  });

  test('takes a write whose mark came before another that was committed sooner', async () => {
    await bench.open('slow');
    await bench.open('fast');
    const { store } = await bench.another();
    const slow = await store.pool.connect();
    try {
      await slow.query('BEGIN');
      await slow.query(
        `INSERT INTO log_dirty (organisation, programme, stream) VALUES ($1, 'slow', 'history')`,
        [organisation],
      );
      await slow.query(
        `INSERT INTO entry (organisation, programme, stream, sequence, hash, canonical)
         SELECT organisation, programme, stream, sequence + 1, repeat('a', 64), canonical FROM entry
         WHERE programme = 'slow' ORDER BY sequence DESC LIMIT 1`,
      );
      await start('fast');
      await sequenceLog(bench.store, sha256);
      await slow.query('COMMIT');
    } finally {
      slow.release();
    }
    expect(await sequenceLog(bench.store, sha256)).toMatchObject({ leaves: 1 });
    expect((await entriesAndLeaves(bench.store)).every(({ hash, leaf }) => hash === leaf)).toBe(
      true,
    );
  });

  test('is one at a time: another one does nothing, and a batch that fails leaves no trace', async () => {
    await bench.open('doors');
    const { store } = await bench.another();
    await inTransaction(store, async (session) => {
      expect(await lockLog(session)).toBe(true);
      expect(await sequenceLog(bench.store, sha256)).toEqual({
        leaves: 0,
        busy: true,
        problem: null,
      });
    });
    const before = await countDirty(bench.store.pool);
    await bench.store.pool.query(`ALTER TABLE log_node ADD CONSTRAINT none CHECK (level < 2)`);
    await expect(sequenceLog(bench.store, sha256)).rejects.toThrow('none');
    expect((await readLogState(bench.store.pool)).frontier.size).toBe(0);
    expect(await countDirty(bench.store.pool)).toBe(before);
    await bench.store.pool.query('ALTER TABLE log_node DROP CONSTRAINT none');
    await sequenceLog(bench.store, sha256);
    expect((await entriesAndLeaves(bench.store)).every(({ hash, leaf }) => hash === leaf)).toBe(
      true,
    );
  });

  test('stops a chain at a gap, says where, and goes on with the others', async () => {
    await bench.open('doors');
    await bench.open('windows');
    const lost = `DELETE FROM entry WHERE programme = 'doors' AND stream = 'history' AND sequence = 2`;
    await bench.store.pool.query('ALTER TABLE entry DISABLE TRIGGER entry_is_insert_only');
    await bench.store.pool.query(`DELETE FROM private_text; ${lost}`);
    const { store, engine } = bench;
    await keepLog({ store, engine });
    await keepLog({ store, engine });
    const { problem } = await readLogState(bench.store.pool);
    expect(problem).toBe(
      'entry 2 of history of programme doors is missing: what comes after it is not taken into the log',
    );
    expect(await findLeaf(bench.store.pool, leafOf('doors'), 1)).not.toBeNull();
    expect(await findLeaf(bench.store.pool, leafOf('doors'), 3)).toBeNull();
    expect(await findLeaf(bench.store.pool, leafOf('windows'), 3)).not.toBeNull();
  });

  test('finds what was written before there was a log', async () => {
    await bench.open('doors');
    await bench.open('tried', 'rehearsal', '2026-04-01T09:00:00.000Z');
    await bench.store.pool.query('DELETE FROM log_dirty');
    const migration = readMigrations(migrationsFolder()).find(({ name }) => name.endsWith('_log'));
    const backfill = /INSERT INTO log_dirty[^;]+;/.exec(migration?.sql ?? '')?.[0] ?? '';
    await bench.store.pool.query(backfill);
    await sequenceLog(bench.store, sha256);
    expect((await entriesAndLeaves(bench.store)).every(({ hash, leaf }) => hash === leaf)).toBe(
      true,
    );
  });
});
