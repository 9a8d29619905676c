import { createHash } from 'node:crypto';
import { strFromU8, unzipSync, zipSync } from 'fflate';
import { runWith } from '../../support/cli.js';
import { startLiveMove, type LiveMove } from '../../support/live-move.js';
import { startTestApi, type TestApi } from '../../support/test-api.js';

const admit = (person: string) => ['sro', 'committee', 'ADMIT_OUT', { person }] as const;

describe('an auditor takes evidence home', () => {
  let test: TestApi;
  let move: LiveMove;
  beforeAll(async () => {
    test = await startTestApi();
    move = await startLiveMove(test);
    for (const person of ['P04', 'P05', 'P06']) {
      expect(await move.send(...admit(person))).toMatchObject({ status: 201 });
    }
    expect(await move.send('auditor', 'committee', 'ADMIT_OUT', { person: 'P07' })).toMatchObject({
      status: 403,
    });
  });
  afterAll(async () => {
    await move.close();
    await test.close();
  });

  const run = (files: Record<string, Uint8Array<ArrayBuffer>>, ...args: string[]) =>
    runWith({ test, files }, [...args, '--as', 'auditor']);
  const take = async (...args: string[]) => {
    const { code, saved, err } = await run(
      {},
      'pack',
      '--programme',
      'move',
      '--out',
      'a.zip',
      ...args,
    );
    if (code !== 0) throw new Error(err);
    return new Uint8Array(saved['a.zip'] ?? []);
  };
  const verify = (zip: Uint8Array<ArrayBuffer>, ...args: string[]) =>
    runWith({ files: { 'a.zip': zip } }, ['verify', 'a.zip', ...args]);

  it('the whole history and every refusal, proven by a key that is known from elsewhere', async () => {
    const zip = await take();
    const { code, out } = await verify(zip, '--key', move.fingerprint);
    expect(code).toBe(0);
    expect(out).toContain(
      'Anchored: nothing in this pack was changed, removed, reordered or cut off.',
    );
    expect(out).toMatch(/whole +\d+ +1 +\d+ +\d+ +history of move/);
    expect(out).toMatch(/whole +1 +1 +1 +1 +refusals of move/);
    expect(out).toMatch(/sample +4 +1 +\d+ +\d+ +history of organisation acme/);
    expect(out).not.toContain('Not in the pack');
    expect((await verify(zip)).code).toBe(4);
    expect((await verify(zip, '--key', 'f'.repeat(64))).code).toBe(1);
  });

  it('with what people read: reports, a PDF, how to verify, and the hashes of these', async () => {
    const files = unzipSync(await take());
    const names = Object.keys(files);
    expect(names).toEqual(
      expect.arrayContaining([
        'manifest.json',
        'log.txt',
        'report.pdf',
        'verify.html',
        'README.txt',
        'SHA256SUMS',
      ]),
    );
    expect(strFromU8(files['report.pdf'] ?? new Uint8Array()).slice(0, 5)).toBe('%PDF-');
    expect(strFromU8(files['reports/refusals.csv'] ?? new Uint8Array())).toContain(
      'ROLE_NOT_PERMITTED',
    );
    expect(strFromU8(files['README.txt'] ?? new Uint8Array())).toContain(move.fingerprint);
    const sums = strFromU8(files['SHA256SUMS'] ?? new Uint8Array())
      .trimEnd()
      .split('\n');
    expect(sums).toHaveLength(12);
    for (const line of sums) {
      const [hash, name = ''] = line.split('  ');
      expect(
        createHash('sha256')
          .update(files[name] ?? '')
          .digest('hex'),
      ).toBe(hash);
    }
  });

  it('and the taking of it is recorded, and is in the pack itself', async () => {
    const files = unzipSync(await take('--from', '2020-01-01'));
    const log = strFromU8(files['log.txt'] ?? new Uint8Array());
    const taken = log.split('\n').filter((line) => line.includes('"EVIDENCE_TAKEN"'));
    const last = JSON.parse(taken.at(-1)?.replace(/^entry \d+ \d+ \S+ /, '') ?? '');
    expect(last).toMatchObject({
      programme: null,
      actor: { role: 'AUDITOR' },
      event: { payload: { programme: 'move', part: 'range', from: '2020-01-01' } },
    });
  });

  it('a range of days: what lies outside is proven to be there, and stays hidden', async () => {
    const today = new Date().toISOString().slice(0, 10);
    const zip = await take('--from', '2020-01-01', '--to', today);
    const { code, out } = await verify(zip, '--key', move.fingerprint);
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/range +\d+ +1 +\d+ +\d+ +history of move/),
    ]);
    const before = await take('--to', '2020-01-01');
    const { out: none } = await verify(before, '--key', move.fingerprint);
    expect(none).toMatch(/range +1 +1 +1 +\d+ +history of move/);
  });

  it('audit story 14: a sample that can be drawn again by its seed, logged with the hash of its file', async () => {
    const zip = await take('--sample', '2', '--event', 'ADMIT_OUT', '--seed', 'audit-1');
    const { code, out } = await verify(zip, '--key', move.fingerprint);
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/sample +2 +\d+ +\d+ +\d+ +history of move/),
    ]);
    expect(out).toContain('Not in the pack: refusals of move, 1 entry.');
    const files = unzipSync(zip);
    const csv = files['reports/transitions.csv'] ?? new Uint8Array();
    expect(strFromU8(csv).trimEnd().split('\r\n')).toHaveLength(3);
    const again = unzipSync(
      await take('--sample', '2', '--event', 'ADMIT_OUT', '--seed', 'audit-1'),
    );
    expect(again['reports/transitions.csv']).toEqual(csv);
    const { rows } = await test.api.store.pool.query<{ csv: string }>(
      `SELECT canonical::json #>> '{event,payload,csv}' AS csv FROM entry
       WHERE kind = 'EVIDENCE_TAKEN' ORDER BY sequence DESC LIMIT 1`,
    );
    expect(rows[0]?.csv).toBe(createHash('sha256').update(csv).digest('hex'));
  });

  it('that is compared with a checkpoint kept before: the log has only grown since', async () => {
    const first = unzipSync(await take());
    const kept = first['checkpoint.txt'] ?? new Uint8Array();
    await move.send(...admit('P09'));
    const files = { 'kept.txt': new Uint8Array(kept) };
    const { saved } = await run(
      files,
      'pack',
      '--programme',
      'move',
      '--out',
      'b.zip',
      '--checkpoint',
      'kept.txt',
    );
    const zip = new Uint8Array(saved['b.zip'] ?? []);
    const { code, out } = await runWith({ files: { ...files, 'b.zip': zip } }, [
      'verify',
      'b.zip',
      '--checkpoint',
      'kept.txt',
    ]);
    expect([code, out]).toEqual([0, expect.stringContaining('Anchored as far as the checkpoint')]);
  });

  it('without private texts, or files, when that is asked for', async () => {
    const zip = await take('--no-private-texts', '--no-files');
    expect(strFromU8(unzipSync(zip)['log.txt'] ?? new Uint8Array())).not.toContain('\nprivate ');
    expect((await verify(zip, '--key', move.fingerprint)).code).toBe(0);
  });

  it.each([
    ['an entry altered', (log: string) => log.replace('"P05"', '"P99"'), 'HASH_DIFFERS'],
    ['an entry removed', (log: string) => log.replace(/^entry 0 7 .*\n/m, ''), 'SEQUENCE_GAP'],
  ])('that is broken by %s: it says where', async (_, tamper, code) => {
    const files = unzipSync(await take());
    const log = tamper(strFromU8(files['log.txt'] ?? new Uint8Array()));
    const zip = new Uint8Array(zipSync({ ...files, 'log.txt': Buffer.from(log) }));
    const broken = await verify(zip, '--key', move.fingerprint);
    expect(broken.code).toBe(1);
    expect(broken.err).toMatch(new RegExp(`Broken at entry \\d+ of history of move.*${code}`));
  });

  it.each([
    [['--sample', 'some'], '--sample must be a number of entries or "all", not "some"'],
    [['--sample', '5', '--event', 'NOTHING'], 'no entry of the history fits'],
    [['--from', '2026-02-01', '--to', '2026-01-01'], '"2026-02-01" is after "2026-01-01"'],
    [['--from', 'yesterday'], 'must be a day such as 2011-04-01'],
  ])('not with %j', async (args, words) => {
    const { code, err, saved } = await run({}, 'pack', '--programme', 'move', ...args);
    expect([code, err]).toEqual([2, expect.stringContaining(words)]);
    expect(saved).toEqual({});
  });

  it('not of a rehearsal, and not by somebody without a role in the programme', async () => {
    await test.rehearse('tried', '2026-03-02 08:00');
    const tried = await run({}, 'pack', '--programme', 'tried');
    expect([tried.code, tried.err]).toEqual([1, expect.stringContaining('"tried" is a rehearsal')]);
    const none = await run({}, 'pack', '--programme', 'nothing');
    expect(none.code).toBe(1);
  });
});

describe('where nothing is signed', () => {
  it('there is no pack to take, and it says what to do', async () => {
    const test = await startTestApi();
    try {
      const move = await startUnsigned(test);
      const reply = await test.post(`${move}/evidence-packs`, {}, { as: 'auditor' });
      expect(reply).toMatchObject({ status: 409, body: { code: 'LOG_NOT_SIGNED' } });
      expect(reply.body.detail).toContain('set LEDGER_KEY_FILE for the worker');
    } finally {
      await test.close();
    }
  });
});

async function startUnsigned(test: TestApi): Promise<string> {
  const move = await startLiveMove(test, { id: 'unsigned', isKept: false });
  await move.close();
  return move.at;
}
