import { canonicalJson, hashCanonical } from '#ledger';
import { sha256 } from './sha256.js';
import {
  engineBench,
  event,
  organisation,
  type Bench,
} from '../../../test/support/small-engine.js';
import { auditor } from '../../../test/support/small-programme.js';

let bench: Bench;

beforeAll(async () => {
  bench = await engineBench();
});

afterAll(() => bench.end());

/** Does what only a superuser can: goes behind the back of the triggers. */
async function tamper(sql: string): Promise<void> {
  const client = await bench.store.pool.connect();
  try {
    await client.query(
      `SET session_replication_role = replica; ${sql}; RESET session_replication_role`,
    );
  } finally {
    client.release();
  }
}

/** A programme with some history: six entries or more, one free text, one refusal. */
async function lived(programme: string): Promise<void> {
  await bench.open(programme);
  for (const asked of [
    event('first', 'NOTE', { payload: { note: 'Ask Mrs Smith' } }),
    event('first', 'START', { actor: auditor }),
    event('first', 'START'),
    event('first', 'FINISH'),
    event('second', 'FINISH'),
  ]) {
    await bench.engine.send(organisation, programme, asked);
  }
}

const verify = (programme: string) => bench.engine.verifyProgramme(organisation, programme);
const where = (programme: string) => `organisation = 'acme' AND programme = '${programme}'`;

describe('verifying a programme', () => {
  test('finds nothing wrong with one that was lived, and says how long its chains are', async () => {
    await lived('sound');
    const row = (await bench.engine.view(organisation, 'sound'))?.row;
    expect(await verify('sound')).toEqual({
      ok: true,
      history: { entries: row?.version, head: row?.head },
      refusals: { entries: 1, head: row?.refusalHead },
      erased: 0,
    });
  });

  test('has nothing to say of one that does not exist', async () => {
    expect(await verify('nobody')).toBeNull();
  });

  test('names the entry that was changed', async () => {
    await lived('changed');
    await tamper(
      `UPDATE entry SET canonical = replace(canonical, 'P-LEAD', 'P-EVIL')
       WHERE ${where('changed')} AND stream = 'history' AND sequence = 5`,
    );
    expect(await verify('changed')).toMatchObject({ ok: false, sequence: 5, code: 'HASH_DIFFERS' });
  });

  test.each([
    ['kind', `kind = 'OPENED'`, '"kind" is "OPENED", and the entry says "TRANSITION"'],
    ['item', 'item = NULL', '"item" is null, and the entry says "first"'],
    ['event_type', `event_type = 'FINISH'`, '"event_type" is "FINISH"'],
    ['person', `person = 'P-EVIL'`, '"person" is "P-EVIL", and the entry says "P-LEAD"'],
    ['role', `role = 'SRO'`, '"role" is "SRO", and the entry says "LEAD"'],
    ['recorded_at', `recorded_at = '2011-04-01T09:00:00.000Z'`, '"recorded_at" is "2011-04-01T'],
    ['occurred_on', `occurred_on = '2011-04-01'`, '"occurred_on" is "2011-04-01"'],
  ])(
    'names the column by which an entry would be found for what it is not: %s',
    async (name, set, words) => {
      await lived(`column-${name}`);
      await tamper(
        `UPDATE entry SET ${set} WHERE ${where(`column-${name}`)} AND stream = 'history' AND sequence = 5`,
      );
      expect(await verify(`column-${name}`)).toMatchObject({
        ok: false,
        sequence: 5,
        code: 'COLUMN_DIFFERS',
        problem: expect.stringContaining(words),
      });
    },
  );

  test('names the place of an entry that was removed', async () => {
    await lived('removed');
    await tamper(
      `DELETE FROM entry WHERE ${where('removed')} AND stream = 'history' AND sequence = 4`,
    );
    expect(await verify('removed')).toMatchObject({ ok: false, sequence: 4, code: 'SEQUENCE_GAP' });
  });

  test('names the first of two entries that changed places', async () => {
    await lived('reordered');
    await tamper(
      `UPDATE entry SET sequence = CASE sequence WHEN 5 THEN 1006 ELSE 1005 END
       WHERE ${where('reordered')} AND stream = 'history' AND sequence IN (5, 6);
       UPDATE entry SET sequence = sequence - 1000 WHERE ${where('reordered')} AND sequence > 1000`,
    );
    expect(await verify('reordered')).toMatchObject({ ok: false, sequence: 5 });
  });

  test('sees that the end was cut off', async () => {
    await lived('truncated');
    await tamper(
      `DELETE FROM entry WHERE ${where('truncated')} AND stream = 'history'
       AND sequence = (SELECT version FROM programme WHERE id = 'truncated')`,
    );
    expect(await verify('truncated')).toMatchObject({ ok: false, code: 'CUT_OFF' });
  });

  test('names the item that does not follow from the history', async () => {
    await lived('item');
    await tamper(`UPDATE item SET value = '"todo"' WHERE ${where('item')} AND id = 'first'`);
    expect(await verify('item')).toMatchObject({
      ok: false,
      sequence: null,
      item: 'first',
      code: 'ITEM_DIFFERS',
      problem: 'its value is "todo", the history makes it "done"',
    });
  });

  test('names the entry whose free text is not what was committed to', async () => {
    await lived('text');
    await tamper(
      `UPDATE private_text SET value = '"Ask nobody"' WHERE ${where('text')} AND stream = 'history'`,
    );
    expect(await verify('text')).toMatchObject({
      ok: false,
      sequence: 5,
      code: 'PRIVATE_TEXT_DIFFERS',
    });
  });

  test.each([
    [
      'title',
      `title = 'Another'`,
      'its title is "Another", the history makes it "Small programme"',
    ],
    ['clock', `clock = 'rehearsal', clock_at = now()`, 'its clock is "rehearsal"'],
    ['created', `created = '{"task":9}'`, 'its created is {"task":9}, the history makes it {}'],
    ['blocked', `blocked = '{"first/X":"no"}'`, 'its blocked is {"first/X":"no"}'],
    ['lastRecordedAt', `last_recorded_at = '2020-01-01'`, 'its lastRecordedAt is "2020-01-01T'],
    ['lastRefusedAt', `last_refused_at = NULL`, 'its lastRefusedAt is null'],
  ])('sees that the programme’s own %s was changed', async (field, change, problem) => {
    const id = `row-${field}`;
    await lived(id);
    await tamper(`UPDATE programme SET ${change} WHERE id = '${id}'`);
    expect(await verify(id)).toMatchObject({
      ok: false,
      sequence: null,
      item: null,
      code: 'PROGRAMME_DIFFERS',
      problem: expect.stringContaining(problem),
    });
  });

  test('names the refusal that says it was decided on an entry that is not in the history', async () => {
    await lived('at');
    const { rows } = await bench.store.pool.query<{ canonical: string }>(
      `SELECT canonical FROM entry WHERE ${where('at')} AND stream = 'refusals'`,
    );
    // A forger who seals the entry anew, so that its chain and head are sound in themselves.
    const entry = JSON.parse(rows[0]?.canonical ?? '{}');
    entry.at.hash = 'f'.repeat(64);
    const canonical = canonicalJson(entry);
    const hash = hashCanonical(sha256, canonical);
    await tamper(
      `UPDATE entry SET canonical = '${canonical.replaceAll("'", "''")}', hash = '${hash}'
       WHERE ${where('at')} AND stream = 'refusals';
       UPDATE programme SET refusal_head = '${hash}' WHERE id = 'at'`,
    );
    expect(await verify('at')).toMatchObject({
      ok: false,
      stream: 'refusals',
      sequence: 1,
      code: 'AT_DIFFERS',
      problem: expect.stringContaining('ffff, which has '),
    });
  });

  test('accepts that free texts were erased (two in the history, one in the refusals), and counts them', async () => {
    await lived('erased');
    await bench.store.pool.query(`DELETE FROM private_text WHERE ${where('erased')}`);
    expect(await verify('erased')).toMatchObject({ ok: true, erased: 3 });
  });

  test('names the refusal that was changed', async () => {
    await lived('refusal');
    await tamper(
      `UPDATE entry SET canonical = replace(canonical, 'P-AUD', 'P-LEAD')
       WHERE ${where('refusal')} AND stream = 'refusals'`,
    );
    expect(await verify('refusal')).toMatchObject({ ok: false, stream: 'refusals', sequence: 1 });
  });

  test('sees that the organisation’s own chain was changed', async () => {
    expect(await bench.engine.verifyOrganisation(organisation)).toMatchObject({ ok: true });
    await tamper(`UPDATE entry SET hash = repeat('0', 64) WHERE programme = '' AND sequence = 2`);
    expect(await bench.engine.verifyOrganisation(organisation)).toMatchObject({
      ok: false,
      sequence: 2,
    });
    expect(await verify('sound')).toMatchObject({ ok: false, code: 'ORGANISATION_BROKEN' });
  });
});
