import { startEngine } from '#engine';
import {
  engineBench,
  event,
  organisation,
  type Bench,
} from '../../../test/support/small-engine.js';
import { connect } from './connect.js';
import { historyPage, storedEntries } from './history.js';
import { listOrganisations } from './organisations.js';
import { listGrants, upsertGrants, upsertPeople } from './people.js';
import { listProgrammes, loadProgramme } from './programme-row.js';
import { claimDueTimers, listTimers } from './timer-rows.js';

let bench: Bench;

beforeAll(async () => {
  bench = await engineBench();
});

afterAll(() => bench.end());

const note = (text: string) => event('first', 'NOTE', { payload: { note: text } });

describe('a programme', () => {
  test('comes back as it was decided, with items and keys in their order', async () => {
    await bench.open('order', 'rehearsal', '2026-03-30T07:00:00.000Z');
    await bench.engine.send(organisation, 'order', note('hello'));
    const known = await bench.engine.view(organisation, 'order');
    const stored = await loadProgramme(bench.store.pool, organisation, 'order');
    expect(JSON.stringify(stored?.state.items)).toBe(JSON.stringify(known?.state.items));
    expect(stored?.row).toEqual(known?.row);
    expect(await loadProgramme(bench.store.pool, organisation, 'nobody')).toBeNull();
  });

  test('is listed with its organisation’s others, by id', async () => {
    await bench.open('listed-b');
    await bench.open('listed-a');
    const ids = (await listProgrammes(bench.store, organisation)).map(({ id }) => id);
    expect(ids.filter((id) => id.startsWith('listed'))).toEqual(['listed-a', 'listed-b']);
    expect(await listOrganisations(bench.store)).toEqual([{ id: 'acme', title: 'Acme' }]);
  });
});

describe('history', () => {
  test('is read a page at a time, without gap or repetition, with free text revealed', async () => {
    await bench.open('paged');
    for (const text of ['one', 'two', 'three']) {
      await bench.engine.send(organisation, 'paged', note(text));
    }
    const chain = { organisation, programme: 'paged' };
    const seen: number[] = [];
    const texts: unknown[] = [];
    for (let after: number | null = 0; after !== null;) {
      const page = await historyPage(bench.store.pool, { ...chain, after, limit: 2 });
      seen.push(...page.rows.map(({ sequence }) => sequence));
      texts.push(...page.rows.map(({ entry }) => entry.event?.payload['note']));
      after = page.next;
    }
    expect(seen).toEqual(Array.from(seen, (_, index) => index + 1));
    expect(texts.slice(-3)).toEqual(['one', 'two', 'three']);
    const walked: number[] = [];
    for await (const { sequence } of storedEntries(bench.store.pool, chain, { pageSize: 2 })) {
      walked.push(sequence);
    }
    expect(walked).toEqual(seen);
  });

  test('of one item leaves the others out; an erased text says so', async () => {
    await bench.open('one-item');
    await bench.engine.send(organisation, 'one-item', note('gone'));
    await bench.store.pool.query(
      `DELETE FROM private_text WHERE programme = 'one-item' AND value::text = '"gone"'`,
    );
    const asked = { organisation, programme: 'one-item', item: 'first', limit: 100 };
    const { rows, next } = await historyPage(bench.store.pool, asked);
    expect(rows.map(({ entry }) => entry.item)).toEqual(['first', 'first']);
    expect(rows.at(-1)?.entry.event?.payload).toEqual({ note: { $erased: true } });
    expect(next).toBeNull();
  });
});

describe('people', () => {
  test('hold the roles given to them while these last', async () => {
    await bench.open('granted');
    await upsertPeople(bench.store, organisation, [
      { id: 'P-1', name: 'Ada', email: 'ada@example.org' },
    ]);
    const grant = { programme: 'granted', person: 'P-1', authority: null };
    await upsertGrants(bench.store, organisation, [
      { ...grant, role: 'LEAD', items: ['first'], from: '2026-01-01T00:00:00.000Z' },
      {
        ...grant,
        role: 'PMO',
        items: null,
        from: '2026-01-01T00:00:00.000Z',
        until: '2026-02-01T00:00:00.000Z',
      },
    ]);
    const asked = { organisation, programme: 'granted', person: 'P-1' };
    const january = await listGrants(bench.store, { ...asked, at: '2026-01-15T00:00:00.000Z' });
    expect(january).toMatchObject([
      { role: 'LEAD', items: ['first'], authority: null },
      { role: 'PMO', items: null, authority: null },
    ]);
    const march = await listGrants(bench.store, { ...asked, at: '2026-03-01T00:00:00.000Z' });
    expect(march.map(({ role }) => role)).toEqual(['LEAD']);
    const before = await listGrants(bench.store, { ...asked, at: '2025-12-31T00:00:00.000Z' });
    expect(before).toEqual([]);
    const where = { organisation_id: { organisation, id: 'P-1' } };
    expect(await bench.store.prisma.person.findUnique({ where })).toMatchObject({
      id: 'P-1',
      name: 'Ada',
      email: 'ada@example.org',
    });
  });
});

/** A moment of the database's clock: what is due as it opens is so by the engine's idea of that clock. */
const letPass = () =>
  bench.store.pool.query(`UPDATE timer SET due_at = due_at - interval '1 minute'
                          WHERE status = 'pending' AND kind = 'catchUp'`);

describe('timers that are due', () => {
  test('are claimed by one worker at a time, and again when that one did not settle them', async () => {
    await bench.store.pool.query(`UPDATE timer SET status = 'cancelled', settled_at = now()
                                  WHERE status = 'pending'`);
    for (const programme of ['due-1', 'due-2', 'due-3']) await bench.open(programme);
    await letPass();
    const claims = await Promise.all([
      claimDueTimers(bench.store.pool, 100),
      claimDueTimers(bench.store.pool, 100),
    ]);
    const claimed = claims.flat().map(({ programme, key }) => `${programme} ${key}`);
    expect(new Set(claimed).size).toBe(claimed.length);
    expect(new Set(claims.flat().map(({ programme }) => programme)).size).toBe(3);
    expect(await claimDueTimers(bench.store.pool, 100)).toEqual([]);
    await bench.store.pool.query(`UPDATE timer SET claimed_at = claimed_at - interval '1 minute'`);
    expect(await claimDueTimers(bench.store.pool, 100)).toHaveLength(claimed.length);
  });

  test('are not those of rehearsals, nor those that lie ahead', async () => {
    await bench.open('ahead', 'rehearsal', '2026-03-30T07:00:00.000Z');
    const pending = await listTimers(bench.store.pool, {
      organisation,
      programme: 'ahead',
      status: 'pending',
    });
    expect(pending.length).toBeGreaterThan(0);
    await bench.store.pool.query(`UPDATE timer SET claimed_at = NULL`);
    const claimed = await claimDueTimers(bench.store.pool, 100);
    expect(claimed.filter(({ programme }) => programme === 'ahead')).toEqual([]);
  });
});

describe('the application’s role', () => {
  test('may do all that the engine does', async () => {
    const limited = new URL(bench.url);
    limited.searchParams.set('options', '-c role=evolve_app');
    const store = connect(limited.href);
    const { engine, stop } = await startEngine(store);
    const actor = { kind: 'system' } as const;
    const { definition, hash } = bench.compiled;
    await engine.publish({ organisation: 'other', definition, actor });
    const opening = {
      organisation: 'other',
      id: 'p',
      definition: hash,
      actor,
      clock: 'live',
    } as const;
    expect(await engine.openProgramme(opening)).toMatchObject({ outcome: 'opened' });
    expect(await engine.send('other', 'p', note('allowed'))).toMatchObject({ outcome: 'accepted' });
    expect(await engine.send('other', 'p', event('first', 'FINISH'))).toMatchObject({
      outcome: 'refused',
    });
    await letPass();
    const due = await claimDueTimers(store.pool, 100);
    const own = due.filter((timer) => timer.organisation === 'other');
    expect(await engine.fire('other', 'p', own)).toMatchObject({ outcome: 'fired' });
    expect(await engine.verifyProgramme('other', 'p')).toMatchObject({ ok: true });
    stop();
    await store.close();
  });
});
