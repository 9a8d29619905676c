import { strFromU8, unzipSync } from 'fflate';
import { canonicalJson, hashCanonical, type Entry } from '#ledger';
import { keepLog } from '#schedule';
import { sha256, startEngine } from '#engine';
import { runWith } from '../../support/cli.js';
import { logSigner, logSigning } from '../../support/log-bench.js';
import { startLiveMove, type LiveMove } from '../../support/live-move.js';
import { moveYaml } from '../../support/move-programme.js';
import { startTestApi, type TestApi } from '../../support/test-api.js';

const yaml = moveYaml.replace(
  'roles: [LEAD]\n                    payload: { evidence',
  'roles: [PMO]\n                    payload: { evidence',
);
const minute = Buffer.from('%PDF-1.7\nMinute of the committee\n');

/** What an auditor finds: the exit code, and what is said. */
type Found = { code: number; said: string };

/** A programme with eight entries of history or more, one of them on a file of evidence. */
async function lived(test: TestApi, id: string): Promise<LiveMove> {
  const move = await startLiveMove(test, { id, yaml });
  const { body: file } = await test.post(`${move.at}/evidence?name=minute.pdf`, minute, {
    headers: { 'content-type': 'application/pdf' },
  });
  const evidence = [{ title: 'Minute', source: file.source }];
  const done = await move.send('pmo', 'north', 'PEOPLE_DONE', { evidence });
  expect([done.status, done.text]).toEqual([201, done.text]);
  for (const person of ['P04', 'P05', 'P06']) {
    const { status } = await move.send('sro', 'committee', 'ADMIT_OUT', { person });
    expect(status).toBe(201);
  }
  return move;
}

/** Does what only a superuser of the database can: goes behind the back of the triggers. */
async function tamper({ api: { store } }: TestApi, sql: string, values: unknown[] = []) {
  const client = await store.pool.connect();
  try {
    await client.query('SET session_replication_role = replica');
    await client.query(sql, values);
    await client.query('RESET session_replication_role');
  } finally {
    client.release();
  }
}

/** Takes a pack, and verifies it without a server. */
async function audit(test: TestApi, id: string, known: string[], files = {}): Promise<Found> {
  const pack = ['pack', '--programme', id, '--as', 'auditor', '--out', 'a.zip'];
  const kept = known.includes('kept.txt') ? ['--checkpoint', 'kept.txt'] : [];
  const { code, saved, err } = await runWith({ test, files }, [...pack, ...kept]);
  if (code !== 0) throw new Error(err);
  const zip = { 'a.zip': new Uint8Array(saved['a.zip'] ?? []) };
  const verdict = await runWith({ files: { ...files, ...zip } }, ['verify', 'a.zip', ...known]);
  return { code: verdict.code, said: verdict.err + verdict.out };
}

/** The entries of a programme from a sequence on, altered and chained anew: no hash is wrong. */
async function rewrite(test: TestApi, id: string, from: number): Promise<void> {
  const { rows } = await test.api.store.pool.query<{ canonical: string }>(
    `SELECT canonical FROM entry WHERE programme = $1 AND stream = 'history' AND sequence >= $2
     ORDER BY sequence`,
    [id, from],
  );
  let previous: string | null = null;
  for (const { canonical } of rows) {
    const entry = JSON.parse(canonical) as Entry;
    const authority = previous === null ? 'a deed of 2009' : entry.actor.authority;
    const text: string = canonicalJson({
      ...entry,
      previous: previous ?? entry.previous,
      actor: { ...entry.actor, authority },
    });
    previous = hashCanonical(sha256, text);
    await tamper(
      test,
      `UPDATE entry SET canonical = $3, hash = $4
       WHERE programme = $1 AND stream = 'history' AND sequence = $2`,
      [id, entry.sequence, text, previous],
    );
  }
  await tamper(test, 'UPDATE programme SET head = $2 WHERE id = $1', [id, previous]);
}

const history = `organisation = 'acme' AND stream = 'history' AND programme =`;

describe('audit story 3: what a superuser of the database changes', () => {
  let test: TestApi;
  beforeAll(async () => {
    test = await startTestApi();
  });
  afterAll(() => test.close());

  it.each<[string, (id: string) => string, RegExp]>([
    [
      'a field of an entry',
      (id) =>
        `UPDATE entry SET canonical = replace(canonical, '"occurredOn":"20', '"occurredOn":"19')
         WHERE ${history} '${id}' AND sequence = 6`,
      /Broken at entry 6 of history of .*HASH_DIFFERS/,
    ],
    [
      'an entry that is gone',
      (id) => `DELETE FROM entry WHERE ${history} '${id}' AND sequence = 5`,
      /Broken at entry 5 of history of .*ENTRY_MISSING/,
    ],
    [
      'the tail that is gone',
      (id) => `DELETE FROM entry WHERE ${history} '${id}' AND sequence > 6`,
      /Broken at entry 7 of history of .*ENTRY_MISSING/,
    ],
    [
      'two entries that changed places',
      (id) =>
        `UPDATE entry e SET canonical = o.canonical, hash = o.hash FROM entry o
         WHERE e.programme = '${id}' AND e.stream = 'history' AND o.organisation = e.organisation
           AND o.programme = e.programme AND o.stream = e.stream
           AND (e.sequence, o.sequence) IN ((5, 6), (6, 5))`,
      /Broken at entry 5 of history of .*HASH_DIFFERS/,
    ],
    [
      'an entry put in between',
      (id) =>
        `UPDATE entry SET sequence = 1000 + sequence WHERE ${history} '${id}' AND sequence > 5;
         UPDATE entry SET sequence = sequence - 999 WHERE ${history} '${id}' AND sequence > 1000;
         INSERT INTO entry (organisation, programme, stream, sequence, hash, canonical)
         SELECT organisation, programme, stream, 6, hash, canonical FROM entry
         WHERE ${history} '${id}' AND sequence = 5`,
      /Broken at entry 6 of history of .*HASH_DIFFERS/,
    ],
    [
      'private text',
      () => `UPDATE private_text SET value = '"Another minute"'`,
      /Broken at entry \d+ of history of .*PRIVATE_DIFFERS/,
    ],
    [
      'a definition',
      () => `UPDATE definition SET document = replace(document::text, 'Team lead', 'Lead')::json`,
      /Broken at entry 1 of history of .*DEFINITION_DIFFERS/,
    ],
    [
      'a file of evidence',
      () => `UPDATE evidence_content SET bytes = '%PDF-1.7 Forged', size = 15`,
      /Broken at entry \d+ of history of .*EVIDENCE_DIFFERS/,
    ],
    [
      'a leaf of the log',
      (id) =>
        `UPDATE log_leaf SET hash = repeat('a', 64) WHERE ${history} '${id}' AND sequence = 6`,
      /Broken at entry 6 of history of .*HASH_DIFFERS/,
    ],
  ])('%s: an auditor finds it, and where', async (_, sql, words) => {
    const own = await startTestApi();
    try {
      const move = await lived(own, 'move');
      expect(await audit(own, 'move', ['--key', move.fingerprint])).toMatchObject({ code: 0 });
      await tamper(own, sql('move'));
      const found = await audit(own, 'move', ['--key', move.fingerprint]);
      expect(found).toEqual({ code: 1, said: expect.stringMatching(words) });
      await move.close();
    } finally {
      await own.close();
    }
  });

  it('the key of the log: nothing more is signed, and whoever asks for evidence hears why', async () => {
    const own = await startTestApi();
    try {
      const move = await lived(own, 'move');
      await audit(own, 'move', ['--key', move.fingerprint]);
      await tamper(own, `UPDATE log_key SET key = replace(key, '+A', '+B')`);
      const { code, err } = await runWith({ test: own }, [
        'pack',
        '--programme',
        'move',
        '--as',
        'auditor',
      ]);
      expect([code, err]).toEqual([1, expect.stringContaining('as it is stored does not hold')]);
      const { out } = await runWith({ test: own }, ['log', '--as', 'auditor']);
      expect(out).toContain('as it is stored does not hold');
      await move.close();
    } finally {
      await own.close();
    }
  });

  it('the tail written anew with its hashes: the store agrees with itself, the signed log does not', async () => {
    const move = await lived(test, 'rewritten');
    await audit(test, 'rewritten', ['--key', move.fingerprint]);
    await rewrite(test, 'rewritten', 6);
    const own = await runWith({ test }, ['verify', 'rewritten', '--as', 'auditor']);
    expect([own.code, own.out]).toEqual([0, expect.stringContaining('holds')]);
    const found = await audit(test, 'rewritten', ['--key', move.fingerprint]);
    expect(found).toEqual({
      code: 1,
      said: expect.stringMatching(/Broken at entry 6 of history of rewritten.*HASH_DIFFERS/),
    });
    await move.close();
  });
});

describe('who rewrites the log as well, and signs it', () => {
  let test: TestApi;
  let move: LiveMove;
  let kept: Record<string, Uint8Array<ArrayBuffer>>;

  /** The history and the log anew, as somebody would who has the whole database and some key. */
  const forge = async (seed: string) => {
    const { store } = test.api;
    await rewrite(test, 'move', 6);
    for (const table of ['leaf', 'node', 'chain', 'checkpoint', 'key_told', 'key']) {
      await tamper(test, `DELETE FROM log_${table}`);
    }
    await tamper(test, `UPDATE log_state SET size = 0, frontier = '{}'`);
    await tamper(
      test,
      `INSERT INTO log_dirty (organisation, programme, stream)
       SELECT DISTINCT organisation, programme, stream FROM entry`,
    );
    const { engine, stop } = await startEngine(store);
    const signing = { ...logSigning, signers: [logSigner(seed)] };
    await keepLog({ store, engine, signing });
    stop();
    await keepLogWith(signing);
  };
  let ending = async (): Promise<void> => undefined;
  /** Signs on with that key, while packs are taken. */
  const keepLogWith = async (signing: typeof logSigning) => {
    const { store } = test.api;
    const { engine, stop } = await startEngine(store);
    let ended = false;
    const going = (async () => {
      while (!ended) {
        await keepLog({ store, engine, signing });
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    })();
    ending = async () => {
      ended = true;
      await going;
      stop();
    };
  };

  beforeEach(async () => {
    test = await startTestApi();
    move = await lived(test, 'move');
    const asked = ['pack', '--programme', 'move', '--out', 'a.zip', '--as', 'auditor'];
    const { saved } = await runWith({ test }, asked);
    const files = unzipSync(new Uint8Array(saved['a.zip'] ?? []));
    kept = { 'kept.txt': new Uint8Array(files['checkpoint.txt'] ?? []) };
    expect(strFromU8(kept['kept.txt'] ?? new Uint8Array())).toContain('evolve.test/log');
    await move.close();
  });
  afterEach(async () => {
    await ending();
    await test.close();
  });

  it('with another key is found by whoever knows the key', async () => {
    await forge('99'.repeat(32));
    expect(await audit(test, 'move', ['--key', move.fingerprint])).toEqual({
      code: 1,
      said: expect.stringContaining('KEY_DIFFERS'),
    });
    // To somebody who knows nothing from elsewhere it looks sound, and it is said how little that is.
    expect(await audit(test, 'move', [])).toMatchObject({ code: 4 });
  });

  it('with the very key is found by whoever kept a checkpoint, down to where', async () => {
    await forge('11'.repeat(32));
    // The limit: the key alone vouches for what it signs, whoever holds it.
    expect(await audit(test, 'move', ['--key', move.fingerprint])).toMatchObject({ code: 0 });
    const found = await audit(test, 'move', ['--checkpoint', 'kept.txt'], kept);
    expect(found).toEqual({ code: 1, said: expect.stringMatching(/ROOT_DIFFERS|HEADS_DIFFER/) });
    expect(
      await audit(test, 'move', ['--key', move.fingerprint, '--checkpoint', 'kept.txt'], kept),
    ).toMatchObject({ code: 1 });
  });
});
