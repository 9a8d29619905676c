import { decide, type EventRequest } from '#programme';
import { loadProgramme, writeProgrammes } from '#store';
import { dutiesYaml } from '../../../test/support/duties-programme.js';
import { person } from '../../../test/support/move-programme.js';
import { engineBench, organisation, type Bench } from '../../../test/support/small-engine.js';
import { keepOutcome, noChanges, toWrite } from './changes.js';
import { saltsFor } from './salts.js';

let bench: Bench;
let keys = 0;

beforeAll(async () => {
  bench = await engineBench(dutiesYaml);
});

afterAll(() => bench.end());

function act(who: string, type: string, item = 'W'): EventRequest {
  keys += 1;
  const payload = type === 'ASK' ? { title: 'A change' } : {};
  return { item, type, payload, actor: person(who, 'LEAD'), key: `k-${keys}` };
}

const send = (programme: string, request: EventRequest) =>
  bench.engine.send(organisation, programme, request);

/** Decides as if nobody had performed a duty yet, and writes what comes out. */
async function aroundDecide(programme: string, request: EventRequest): Promise<unknown> {
  const stored = await loadProgramme(bench.store.pool, organisation, programme);
  const view = await bench.engine.view(organisation, programme);
  if (stored === null || view === null) throw new Error(`no programme "${programme}"`);
  const items = Object.entries(stored.state.items).map(([id, item]) => [
    id,
    { ...item, duties: {} },
  ]);
  const forgetful = { ...stored.state, items: Object.fromEntries(items) };
  const decision = decide(bench.compiled, forgetful, request, view.now);
  if (decision.outcome !== 'accepted') throw new Error(JSON.stringify(decision));
  const known = { ...stored, compiled: bench.compiled };
  const changes = noChanges(known);
  keepOutcome(changes, decision, view.now, saltsFor(stored.state));
  return writeProgrammes(bench.store.pool, [toWrite(known, changes)]);
}

const stored = async (programme: string) => {
  const { rows } = await bench.store.pool.query(
    `SELECT h.item, h.separation, h.person, h.duty, count(a.sequence)::int AS acts
     FROM duty_holder h JOIN duty_act a USING (organisation, programme, item, separation, person, duty)
     WHERE h.programme = $1 GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3`,
    [programme],
  );
  return rows;
};

describe('a duty that was performed', () => {
  test('is kept for each person and each group it stands in, once, and every act of it', async () => {
    await bench.open('kept');
    for (const request of [
      act('P-1', 'CLAIM'),
      act('P-2', 'SEND_BACK'),
      act('P-1', 'CLAIM'),
      act('P-1', 'ASK', 'log'),
    ])
      expect(await send('kept', request)).toMatchObject({ outcome: 'accepted' });
    const holder = { item: 'W', separation: 'claimant verifier' };
    expect(await stored('kept')).toEqual(
      [
        { ...holder, person: 'P-1', duty: 'claimant', acts: 2 },
        { ...holder, person: 'P-2', duty: 'verifier', acts: 1 },
        { item: 'W', separation: 'auditor verifier', person: 'P-2', duty: 'verifier', acts: 1 },
        {
          item: 'request-1',
          separation: 'approver requester',
          person: 'P-1',
          duty: 'requester',
          acts: 1,
        },
      ].toSorted((a, b) => (`${a.item} ${a.separation}` < `${b.item} ${b.separation}` ? -1 : 1)),
    );
    expect(await bench.engine.verifyProgramme(organisation, 'kept')).toMatchObject({ ok: true });
  });

  test('is refused to whoever holds another of the group, by the engine and by PostgreSQL itself', async () => {
    await bench.open('apart');
    expect(await send('apart', act('P-1', 'CLAIM'))).toMatchObject({ outcome: 'accepted' });
    expect(await send('apart', act('P-1', 'VERIFY'))).toMatchObject({
      outcome: 'refused',
      refusal: { code: 'GUARD_FAILED', findings: [{ guard: 'separated' }] },
    });
    await expect(aroundDecide('apart', act('P-1', 'VERIFY'))).rejects.toMatchObject({
      code: '23503',
      constraint: 'duties_stay_apart',
    });
    expect(await bench.engine.verifyProgramme(organisation, 'apart')).toMatchObject({
      ok: true,
      history: { entries: 3 },
    });
    expect(await aroundDecide('apart', act('P-2', 'VERIFY'))).toMatchObject([{ won: true }]);
  });

  test('is never taken back', async () => {
    await bench.open('lasting');
    await send('lasting', act('P-1', 'CLAIM'));
    for (const statement of ['DELETE FROM duty_act', "UPDATE duty_holder SET duty = 'verifier'"])
      await expect(bench.store.pool.query(statement)).rejects.toThrow('is refused');
  });
});
