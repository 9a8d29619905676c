import { listGrants, loadProgramme } from '#store';
import { engineBench, organisation, type Bench } from '../../../test/support/small-engine.js';
import { manager } from '../../../test/support/small-programme.js';

let bench: Bench;

beforeAll(async () => {
  bench = await engineBench();
});

afterAll(() => bench.end());

const open = (id: string, person: string) =>
  bench.engine.openProgramme({
    organisation,
    id,
    definition: bench.compiled.hash,
    clock: 'live',
    actor: manager,
    people: [{ id: 'P-ANN', name: 'Ann', email: null }],
    grants: [{ person, role: 'LEAD', items: null, authority: null }],
  });

const held = async (programme: string) => {
  const at = '2999-01-01T00:00:00.000Z';
  const grants = await listGrants(bench.store, { organisation, programme, at });
  return grants.map(({ person, role }) => `${person} ${role}`);
};

describe('opening a programme', () => {
  test('gives the first roles together with it, or leaves neither', async () => {
    expect(await open('with', 'P-ANN')).toMatchObject({ outcome: 'opened' });
    expect(await held('with')).toEqual(['P-ANN LEAD']);
    await expect(open('without', '')).rejects.toMatchObject({ constraint: 'person_id_check' });
    expect(await loadProgramme(bench.store.pool, organisation, 'without')).toBeNull();
  });

  test('under an id that is taken gives nobody a role', async () => {
    await bench.open('taken');
    expect(await open('taken', 'P-ANN')).toEqual({ outcome: 'idTaken', id: 'taken' });
    expect(await held('taken')).toEqual([]);
  });
});
