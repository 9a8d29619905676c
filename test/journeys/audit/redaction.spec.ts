import { unzipSync } from 'fflate';
import { ensureApplicationLogin } from '#store';
import { runWith } from '../../support/cli.js';
import { startLiveMove, type LiveMove } from '../../support/live-move.js';
import { moveYaml } from '../../support/move-programme.js';
import { startTestApi, type TestApi } from '../../support/test-api.js';

const words = 'Jane Roe of the second floor objected';
/** The small move, in which the programme office may note what people say. */
const yaml = moveYaml.replace(
  '      preparing:\n        parallel: true\n',
  `      preparing:
        parallel: true
        on:
          NOTE:
            roles: [PMO]
            payload: { words: { type: text }, from: { type: text } }
            changes: [ { set: { note: { payload: words } } } ]
`,
);
const login = `redacting_${process.pid}`;

describe('free texts are erased', () => {
  let test: TestApi;
  /** Another process, as the application logs in: it owns nothing. */
  let other: TestApi;
  let move: LiveMove;
  let entry = 0;
  beforeAll(async () => {
    test = await startTestApi();
    const password = 'pass word';
    const url = await ensureApplicationLogin(test.databaseUrl, { name: login, password });
    other = await startTestApi({ DATABASE_URL: url, RETENTION_DAYS: '1' });
    move = await startLiveMove(test, { yaml });
    const note = { words, from: 'Mail of 3 May' };
    const recorded = await move.send('pmo', 'north', 'NOTE', note);
    expect([recorded.status, recorded.text]).toEqual([201, recorded.text]);
    entry = recorded.body.entries[0].sequence;
    await quote();
    expect((await other.get(`${move.at}/items/north`)).text).toContain('Jane Roe');
  });
  afterAll(async () => {
    await move.close();
    await other.close();
    const { pool } = test.api.store;
    await pool.query(`DROP OWNED BY ${login}; DROP ROLE ${login}`);
    await test.close();
  });

  /** A notice that quotes the text, and the mail that was captured of it. */
  async function quote(): Promise<void> {
    const { pool } = test.api.store;
    const data = JSON.stringify({
      item: 'north',
      said: `Recorded: ${words}.`,
      lines: ['As it is'],
    });
    await pool.query(
      `INSERT INTO notice (organisation, programme, id, template, item, to_roles, to_persons, data, at, clock)
       VALUES ('acme', 'move', 'q.1', 'escalation', 'north', '{PMO}', '{}', $1, now(), 'live')`,
      [data],
    );
    await pool.query(
      `INSERT INTO captured_mail (organisation, programme, notice, person, message_id, sender,
         recipient, subject, body_text, body_html, raw)
       VALUES ('acme', 'move', 'q.1', 'p', 'm', 'a@b', 'c@d', 's', $1, $1, $1)`,
      [words],
    );
  }

  /** The tables in which the words stand anywhere. */
  async function tablesWith(text: string): Promise<string[]> {
    const { pool } = test.api.store;
    const { rows } = await pool.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables
       WHERE table_schema = 'public' AND table_type = 'BASE TABLE' ORDER BY name`,
    );
    const found: string[] = [];
    for (const { name } of rows) {
      const asked = `SELECT EXISTS (SELECT FROM "${name}" t WHERE t::text LIKE $1) AS has`;
      const { rows: answers } = await pool.query<{ has: boolean }>(asked, [`%${text}%`]);
      if (answers[0]?.has === true) found.push(name);
    }
    return found;
  }

  const ask = (as: string, texts: unknown, reason = 'Request 17') =>
    test.post(`${move.at}/redactions`, { reason, texts }, { as });

  it('only where there is a text, by who may ask, for a reason', async () => {
    expect((await ask('auditor', [{ sequence: entry }])).body.code).toBe('ROLE_NOT_PERMITTED');
    const nothing = await ask('pmo', [{ sequence: entry }, { sequence: 1 }]);
    expect([nothing.status, nothing.body.detail]).toEqual([
      404,
      'Entry 1 of the history has no free text that could be erased; nothing was asked for.',
    ]);
    const elsewhere = await ask('pmo', [{ sequence: entry, pointer: '/event/type' }]);
    expect(elsewhere.body.detail).toContain('no free text at "/event/type"');
    expect((await ask('pmo', [{ sequence: entry }], ' ')).status).toBe(400);
    expect((await ask('pmo', [])).status).toBe(400);
    const { redactions } = (await test.get(`${move.at}/redactions`)).body;
    expect(redactions).toEqual([]);
  });

  it('by two persons, and never on hold', async () => {
    const own = (await ask('sro', [{ sequence: entry }])).body;
    const apply = (as: string) => other.post(`${move.at}/redactions/${own.id}/apply`, {}, { as });
    expect((await apply('pmo')).body.detail).toContain('senior responsible owner (SRO)');
    expect((await apply('sro')).body).toMatchObject({
      code: 'REDACTION_REFUSED',
      detail: 'You asked for it yourself; another person has to apply it.',
    });
    const withdrawn = await test.post(
      `${move.at}/redactions/${own.id}/withdraw`,
      {},
      { as: 'sro' },
    );
    expect(withdrawn.body).toMatchObject({ status: 'withdrawn', texts: 3 });
    expect((await apply('sro')).body.detail).toContain('was applied or withdrawn before');
    expect(await tablesWith('Jane Roe')).toEqual([
      'captured_mail',
      'item',
      'notice',
      'private_text',
    ]);
  });

  it('not while a hold is in force, by nobody', async () => {
    const { id } = (await ask('pmo', [{ sequence: entry }])).body;
    const reason = { reason: 'Inquiry 2031/7' };
    const hold = (await test.post(`${move.at}/legal-holds`, reason, { as: 'pmo' })).body;
    expect(hold).toMatchObject({ inForce: true, ...reason });
    const applied = await other.post(`${move.at}/redactions/${id}/apply`, {}, { as: 'sro' });
    expect([applied.status, applied.body.detail]).toEqual([
      409,
      '"move" is on legal hold: nothing of it is erased until that is lifted.',
    ]);
    await expect(test.api.store.pool.query('DELETE FROM private_text')).rejects.toThrow(
      'programme "move" is on legal hold',
    );
    const lift = (as: string) => other.post(`${move.at}/legal-holds/${hold.id}/lift`, {}, { as });
    expect((await lift('pmo')).status).toBe(403);
    expect((await lift('sro')).body).toMatchObject({ inForce: false });
    expect((await lift('sro')).body.detail).toBe(`Hold "${hold.id}" was lifted before.`);
    const { holds } = (await test.get(`${move.at}/legal-holds`, 'auditor')).body;
    expect(holds).toHaveLength(1);
    const { pool } = test.api.store;
    const { rows } = await pool.query(
      `SELECT kind FROM entry WHERE kind LIKE 'HOLD%' ORDER BY sequence`,
    );
    expect(rows).toEqual([{ kind: 'HOLD_PLACED' }, { kind: 'HOLD_LIFTED' }]);
  });

  it('from everywhere at once, and the history still verifies', async () => {
    const run = (...args: string[]) => runWith({ test: other }, [...args, '--programme', 'move']);
    const asked = await run(
      'redact',
      'ask',
      String(entry),
      '--reason',
      'Request 18',
      '--as',
      'pmo',
    );
    expect([asked.code, asked.out]).toEqual([0, expect.stringContaining('Nothing is erased yet.')]);
    const id = /evolve redact apply (\w+)/.exec(asked.out)?.[1] ?? '';
    const applied = await run('redact', 'apply', id, '--as', 'sro');
    expect([applied.code, applied.err]).toEqual([0, '']);
    expect(applied.out).toContain('entry');
    expect(await tablesWith('Jane Roe')).toEqual([]);
    expect(await tablesWith('Mail of 3 May')).toEqual([]);
    for (const each of [test, other]) {
      for (const path of ['', '/items/north', '/history', '/milestones', '/reports/decisions']) {
        expect((await each.get(`${move.at}${path}`, 'auditor')).text).not.toContain('Jane Roe');
      }
    }
    const { rows } = await test.api.store.pool.query(`SELECT data FROM notice WHERE id = 'q.1'`);
    expect(rows).toEqual([
      { data: { item: 'north', said: 'Recorded: (erased).', lines: ['As it is'] } },
    ]);
    const history = (await test.get(`${move.at}/history?limit=200`, 'auditor')).body.entries;
    expect(history.at(-1)).toMatchObject({
      kind: 'REDACTED',
      words: expect.stringMatching(/^SRO \S+ had 3 texts erased$/),
    });
    const verified = await other.api.engine.verifyProgramme('acme', 'move');
    expect(verified).toMatchObject({ ok: true, erased: 3 });
    const shown = await run('show', 'north', '--as', 'auditor');
    expect([shown.code, shown.out]).toEqual([0, expect.stringMatching(/note +\(erased\)/i)]);
    expect((await run('redact', 'list', '--as', 'auditor')).out).toContain('applied');
    const again = await run('redact', 'apply', id, '--as', 'sro');
    expect(again.err).toContain('was applied or withdrawn before');
  });

  it('and the programme goes on, in every process', async () => {
    for (const [place, each] of [test, other].entries()) {
      const payload = { person: `P0${4 + place}` };
      const sent = await each.post(
        `${move.at}/events`,
        { item: 'committee', event: 'ADMIT_OUT', payload },
        { as: 'sro', key: `after-${place}` },
      );
      expect([sent.status, sent.text]).toEqual([201, sent.text]);
      const note = { words: `Nobody objects ${place}`, from: 'A minute' };
      const recorded = await each.post(
        `${move.at}/events`,
        { item: 'north', event: 'NOTE', payload: note },
        { as: 'pmo', key: `note-${place}` },
      );
      expect([recorded.status, recorded.text]).toEqual([201, recorded.text]);
    }
    expect(await tablesWith('Jane Roe')).toEqual([]);
    expect(await test.api.engine.verifyProgramme('acme', 'move')).toMatchObject({ ok: true });
  });

  it('of refusals as well, and all that a programme holds', async () => {
    const refused = await move.send('auditor', 'north', 'NOTE', { words, from: 'Jane Roe' });
    expect(refused.status).toBe(403);
    expect(await tablesWith('Jane Roe')).toEqual(['private_text']);
    const run = (...args: string[]) => runWith({ test: other }, [...args, '--programme', 'move']);
    const wrong = await run('redact', 'ask', 'refusal:1', '--reason', 'x', '--as', 'pmo');
    expect([wrong.code, wrong.err]).toEqual([
      2,
      expect.stringContaining('"refusal:1" is no place'),
    ]);
    for (const places of [['refusals:1'], ['--all']]) {
      const asked = await run('redact', 'ask', ...places, '--reason', 'Request 19', '--as', 'pmo');
      const id = /evolve redact apply (\w+)/.exec(asked.out)?.[1] ?? '';
      expect((await run('redact', 'apply', id, '--as', 'sro')).code).toBe(0);
      expect(await tablesWith('Jane Roe')).toEqual([]);
    }
    expect(await tablesWith('Nobody objects')).toEqual([]);
    const { pool } = test.api.store;
    const { rows } = await pool.query(`SELECT FROM private_text WHERE programme = 'move'`);
    expect(rows).toHaveLength(0);
    expect(await test.api.engine.verifyProgramme('acme', 'move')).toMatchObject({ ok: true });
  });

  it('and a pack says so, and is as good as any', async () => {
    const pack = ['pack', '--programme', 'move', '--as', 'auditor', '--out', 'a.zip'];
    const { saved } = await runWith({ test, files: {} }, pack);
    const zip = new Uint8Array(saved['a.zip'] ?? []);
    expect(Object.keys(unzipSync(zip))).toContain('log.txt');
    for (const content of Object.values(unzipSync(zip))) {
      expect(Buffer.from(content).includes('Jane Roe')).toBe(false);
    }
    const key = ['--key', move.fingerprint];
    const { code, out } = await runWith({ files: { 'a.zip': zip } }, ['verify', 'a.zip', ...key]);
    expect([code, out]).toEqual([0, expect.stringContaining('Anchored')]);
    expect(out).toMatch(/1\d .*(erased|not in the pack)/i);
  });

  it('by no other way than a request that its entry names', async () => {
    const { pool } = other.api.store;
    await expect(pool.query('DELETE FROM private_text')).rejects.toMatchObject({ code: '42501' });
    await expect(pool.query(`UPDATE redaction SET applied_by = 'P-1'`)).rejects.toMatchObject({
      code: '42501',
    });
    await expect(
      pool.query(`SELECT apply_redaction('acme', 'move', 'made-up', 'P-1', 1, '{}')`),
    ).rejects.toThrow('entry 1 of "move" does not tell of redaction "made-up"');
  });

  it('and none are due that no rule says are', async () => {
    expect((await move.send('pmo', 'north', 'NOTE', { words: 'Done', from: 'me' })).status).toBe(
      201,
    );
    expect((await test.get('/api/v1/retention', 'pmo')).body).toEqual({ days: null, due: [] });
    const { pool } = test.api.store;
    const due = () => other.get('/api/v1/retention', 'pmo');
    expect((await due()).body).toEqual({ days: 1, due: [] });
    await pool.query(
      `INSERT INTO programme_check (organisation, programme, checked_at)
       VALUES ('acme', 'move', now()) ON CONFLICT (organisation, programme)
       DO UPDATE SET due_at = NULL, checked_at = now()`,
    );
    expect((await due()).body.due).toEqual([]);
    await pool.query(
      `UPDATE programme SET last_recorded_at = '2026-01-05T08:00:00Z' WHERE id = 'move'`,
    );
    expect((await due()).body.due).toEqual([
      expect.objectContaining({
        programme: 'move',
        lastRecordedOn: '2026-01-05',
        dueOn: '2026-01-06',
        onHold: false,
      }),
    ]);
    const { out } = await runWith({ test: other }, ['retention', '--as', 'pmo']);
    expect(out).toMatch(/^Texts are kept for 1 day after.*move +2026-01-05 +2026-01-06/s);
  });
});
