import { sha256 } from '#engine';
import { readCheckpoint, verifyConsistency, verifyInclusion, type Checkpoint } from '#ledger';
import { runWith } from '../../support/cli.js';
import { eventually } from '../../support/eventually.js';
import { startLiveMove, type LiveMove } from '../../support/live-move.js';
import { startTestApi, type TestApi } from '../../support/test-api.js';

describe('whoever watches the log', () => {
  let test: TestApi;
  let move: LiveMove;
  beforeAll(async () => {
    test = await startTestApi();
    move = await startLiveMove(test);
  });
  afterAll(async () => {
    await move.close();
    await test.close();
  });

  const checkpointIn = (note: string): Checkpoint => {
    const read = readCheckpoint(`${note.split('\n\n')[0]}\n`);
    if (!read.ok) throw new Error(read.problem);
    return read.checkpoint;
  };
  const newest = async () => {
    const { text, status, headers } = await test.get('/api/v1/log/checkpoint', null);
    expect([status, headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8']);
    return checkpointIn(text);
  };

  it('keeps checkpoints, and sees that each later one has only grown', async () => {
    const first = await newest();
    await move.send('sro', 'committee', 'ADMIT_OUT', { person: 'P04' });
    const second = await eventually(async () => {
      const next = await newest();
      expect(next.size).toBeGreaterThan(first.size);
      return next;
    });
    const { body } = await test.get(`/api/v1/log/consistency?from=${first.size}`, null);
    expect(body.to).toBeGreaterThanOrEqual(second.size);
    const { body: exact } = await test.get(
      `/api/v1/log/consistency?from=${first.size}&to=${second.size}`,
      null,
    );
    const proof = { from: first, to: second, proof: exact.proof };
    expect(verifyConsistency(sha256, proof)).toBe(true);
    const otherwise = { ...proof, from: { ...first, root: 'a'.repeat(64) } };
    expect(verifyConsistency(sha256, otherwise)).toBe(false);
  });

  it('asks whether an entry of a programme is in it, with a role there, and gets a proof', async () => {
    const { body, status } = await test.get(`${move.at}/history/proof?sequence=2`, 'auditor');
    expect(status).toBe(200);
    const { size, root } = checkpointIn(body.checkpoint.note);
    const claim = { leaf: body.leaf, index: body.position, size, root, proof: body.proof };
    expect(verifyInclusion(sha256, claim)).toBe(true);
    const { body: history } = await test.get(`${move.at}/history?after=1&limit=1`, 'auditor');
    expect(history.entries[0].hash).toBe(body.leaf);
    const none = await test.get(`${move.at}/history/proof?sequence=9999`, 'auditor');
    expect(none).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
    expect(none.body.detail).toContain('Entry 9999 of the history of "move" is not in the log');
  });

  it('is refused proofs of what is not signed, and what would name a programme', async () => {
    const beyond = await test.get('/api/v1/log/consistency?from=1&to=99999', null);
    expect(beyond).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } });
    const backwards = await test.get('/api/v1/log/consistency?from=3&to=2', null);
    expect(backwards.status).toBe(400);
    expect((await test.get('/api/v1/log', null)).status).toBe(401);
    expect((await test.get(`${move.at}/history/proof?sequence=1`, null)).status).toBe(401);
  });

  it('knows its keys, and reads and keeps the rest on the command line', async () => {
    const { body } = await test.get('/api/v1/log/keys', null);
    expect(body.keys).toMatchObject([{ fingerprint: move.fingerprint }]);
    const { code, out, saved } = await runWith({ test }, [
      'log',
      '--out',
      'kept.txt',
      '--as',
      'auditor',
    ]);
    expect(code).toBe(0);
    expect(out).toContain(`Key ${move.fingerprint}`);
    expect(out).toContain('Nothing stands in its way.');
    expect(checkpointIn(String(saved['kept.txt'])).origin).toBe('evolve.test/log');
  });

  it('has a programme verified on this machine, the server being believed in nothing', async () => {
    const args = ['verify', 'move', '--key', move.fingerprint, '--as', 'auditor'];
    const { code, out, saved } = await runWith({ test }, args);
    expect([code, out]).toEqual([0, expect.stringContaining('Anchored: nothing in this pack')]);
    expect(Object.keys(saved)).toEqual([expect.stringMatching(/^move-whole-.*\.zip$/)]);
    const other = await runWith({ test }, [...args.slice(0, 3), 'f'.repeat(64), '--as', 'auditor']);
    expect([other.code, other.err]).toEqual([1, expect.stringContaining('KEY_DIFFERS')]);
    const path = await runWith({ test }, ['verify', './none.zip', '--key', move.fingerprint]);
    expect([path.code, path.err]).toEqual([2, expect.stringContaining('no evidence pack')]);
  });
});

describe('a log that nobody signs', () => {
  it('has no checkpoint, and says what is missing', async () => {
    const test = await startTestApi();
    try {
      const reply = await test.get('/api/v1/log/checkpoint', null);
      expect(reply).toMatchObject({ status: 409, body: { code: 'LOG_NOT_SIGNED' } });
      const { code, out } = await runWith({ test }, ['log', '--as', 'auditor']);
      expect([code, out]).toEqual([0, expect.stringContaining('No checkpoint has been signed')]);
    } finally {
      await test.close();
    }
  });
});
