import { sha256, verifyEd25519 } from '#engine';
import { connect } from '#store';
import { logSigning } from '../../../../test/support/log-bench.js';
import {
  engineBench,
  event,
  organisation,
  type Bench,
} from '../../../../test/support/small-engine.js';
import { keepLog } from './keep-log.js';
import { verifyLog } from './verify-log.js';
import { verifyLogNightly } from './verify-log-nightly.js';

const crypto = { sha256, verify: verifyEd25519 };

let bench: Bench;
beforeEach(async () => {
  bench = await engineBench();
  for (const programme of ['doors', 'walls']) {
    await bench.open(programme);
    await bench.engine.send(organisation, programme, event('first', 'FINISH')); // refused
    await keep();
    await bench.engine.send(organisation, programme, event('first', 'START'));
    await keep();
  }
});
afterEach(async () => {
  await bench.end();
});

const keep = () => keepLog({ store: bench.store, engine: bench.engine, signing: logSigning });
const verify = () => verifyLog(bench.store, crypto);

/** Does what only a superuser can: goes behind the back of the triggers. */
async function tamper(sql: string): Promise<void> {
  const client = await bench.store.pool.connect();
  try {
    await client.query('SET session_replication_role = replica');
    const { rowCount } = await client.query(sql);
    expect(rowCount).toBeGreaterThan(0);
    await client.query('RESET session_replication_role');
  } finally {
    client.release();
  }
}

const count = async (table: string): Promise<number> => {
  const { rows } = await bench.store.pool.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM ${table}`,
  );
  return rows[0]?.n ?? 0;
};

describe('the log as a whole', () => {
  test('holds: every chain, every leaf, and the root of every checkpoint', async () => {
    const [entries, leaves, checkpoints] = [
      await count('entry'),
      await count('log_leaf'),
      await count('log_checkpoint'),
    ];
    expect(checkpoints).toBeGreaterThan(3);
    expect(await verify()).toEqual({ entries, leaves, checkpoints, problem: null });
  });

  test('holds where entries are not in it yet, and where there is nothing', async () => {
    await bench.engine.send(organisation, 'doors', event('first', 'FINISH'));
    const found = await verify();
    expect(found).toMatchObject({ leaves: await count('log_leaf'), problem: null });
    expect(found.entries).toBeGreaterThan(found.leaves);
    const empty = await engineBench();
    try {
      const none = { leaves: 0, checkpoints: 0, problem: null };
      expect(await verifyLog(empty.store, crypto)).toMatchObject(none);
    } finally {
      await empty.end();
    }
  });

  test.each([
    [
      'a field that was edited',
      `UPDATE entry SET canonical = replace(canonical, '"kind":"OPENED"', '"kind":"OPENEE"')
       WHERE programme = 'walls' AND stream = 'history' AND sequence = 1`,
      /^entry 1 of the history of acme\/walls: its text hashes to \w{64}, not to the stored \w{64} \(HASH_DIFFERS\)$/,
    ],
    [
      'an entry that was taken out of the middle',
      `DELETE FROM entry WHERE programme = 'doors' AND stream = 'history' AND sequence = 1`,
      /^entry 1 of the history of acme\/doors: entry 2 stands where 1 should be \(SEQUENCE_GAP\)$/,
    ],
    [
      'the tail that was cut off',
      `DELETE FROM entry WHERE programme = 'doors' AND stream = 'refusals'`,
      /^entry 1 of the refusals of acme\/doors is in the log, and no longer in the history$/,
    ],
    [
      'an entry whose hash is another than its leaf',
      `UPDATE log_leaf SET hash = repeat('a', 64) WHERE programme = 'doors' AND sequence = 1`,
      /^the first \d+ leaves do not .*: entry 1 of the \w+ of acme\/doors has the hash \w{64}; the log has a{64}$/,
    ],
    [
      'a leaf that was taken out of the middle',
      'DELETE FROM log_leaf WHERE position = 1',
      /is in the log, and the entry before it is not$|^leaf 1 of the log is missing$/,
    ],
    [
      'a checkpoint that was altered',
      `UPDATE log_checkpoint SET note = replace(note, 'evolve.test', 'evolve.text') WHERE id =
         (SELECT max(id) FROM log_checkpoint)`,
      /^checkpoint \d+: /,
    ],
    [
      'a checkpoint that is kept under another size',
      'UPDATE log_checkpoint SET size = size + 1 WHERE id = (SELECT max(id) FROM log_checkpoint)',
      /^checkpoint \d+ is over \d+ leaves, and kept as over \d+$/,
    ],
    [
      'a log that says another size of itself',
      'UPDATE log_state SET size = size - 1',
      /^checkpoint \d+ is over \d+ leaves, and the log has \d+$/,
    ],
    [
      'a frontier that is another',
      `UPDATE log_state SET frontier[1] = repeat('b', 64)`,
      /and says of itself that it has \d+ with another$/,
    ],
  ])('tells of %s', async (_, sql, problem) => {
    await tamper(sql);
    expect((await verify()).problem).toMatch(problem);
  });

  test('tells of two leaves that changed places, by the checkpoint that knew better', async () => {
    const { rows } = await bench.store.pool.query<{ position: number }>(
      `SELECT a.position FROM log_leaf a JOIN log_leaf b ON b.position = a.position + 1
       WHERE a.programme <> b.programme ORDER BY a.position LIMIT 1`,
    );
    const { position = 0 } = rows[0] ?? {};
    await tamper(
      `UPDATE log_leaf SET position = ${2 * position + 1001} - position
       WHERE position IN (${position}, ${position + 1})`,
    );
    await tamper('UPDATE log_leaf SET position = position - 1000 WHERE position >= 1000');
    expect((await verify()).problem).toMatch(
      /^the first \d+ leaves do not have the root that checkpoint 1 of \S+ was signed over$/,
    );
  });

  test('tells of a leaf whose entry, not covered by a checkpoint yet, is another', async () => {
    await bench.engine.send(organisation, 'doors', event('first', 'FINISH'));
    await keepLog({ store: bench.store, engine: bench.engine }); // taken, and not signed
    const last = `(SELECT max(position) FROM log_leaf)`;
    await tamper(`UPDATE log_leaf SET hash = repeat('c', 64) WHERE position = ${last}`);
    expect((await verify()).problem).toMatch(/^the log has \d+ leaves with the root/);
  });

  test('holds where entries do not lie in the order in which they came', async () => {
    const first = `programme = 'doors' AND stream = 'history' AND sequence = 1`;
    const { rows } = await bench.store.pool.query<Record<string, unknown>>(
      `SELECT organisation, programme, stream, sequence, hash, canonical FROM entry WHERE ${first}`,
    );
    await tamper(`DELETE FROM entry WHERE ${first}`);
    expect((await verify()).problem).toContain('SEQUENCE_GAP');
    await bench.store.pool.query(
      `INSERT INTO entry (organisation, programme, stream, sequence, hash, canonical)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      Object.values(rows[0] ?? {}),
    );
    expect(await verify()).toMatchObject({ problem: null });
  });

  test('is gone through on one session, whether it holds or not', async () => {
    const store = connect(bench.url, { poolSize: 1 });
    try {
      expect(await verifyLog(store, crypto)).toMatchObject({ problem: null });
      await tamper(`UPDATE log_leaf SET hash = repeat('d', 64) WHERE position = 1`);
      expect((await verifyLog(store, crypto)).problem).toContain('the log has dddd');
    } finally {
      await store.close();
    }
  });

  test('is gone through once a night, and what came of it is kept', async () => {
    const done = await verifyLogNightly(bench.store, crypto);
    expect(done).toMatchObject({ problem: null });
    expect(await verifyLogNightly(bench.store, crypto)).toBeNull();
    await tamper(`UPDATE log_state SET verified_at = verified_at - interval '25 hours'`);
    await tamper("DELETE FROM entry WHERE stream = 'refusals'");
    expect(await verifyLogNightly(bench.store, crypto)).toMatchObject({
      problem: expect.stringContaining('no longer in the history'),
    });
    const { rows } = await bench.store.pool.query('SELECT verified_problem FROM log_state');
    expect(rows).toEqual([{ verified_problem: expect.stringContaining('no longer') }]);
  });
});
