import { opened } from '../../../../test/support/move-programme.js';
import { fold, type Happened } from './fold.js';
import type { Outcome } from './outcome.js';

const START = '2026-03-02T09:00:00.000Z';
const { compiled, state } = opened(START);

function after(item: string, type: string | null, ...changes: Outcome[]) {
  const happened: Happened = {
    kind: 'TRANSITION',
    item,
    event: type === null ? null : { type, key: null, mark: null, payload: {} },
    to: null,
    changes: changes as never, // outcomes are JSON with an op
    recordedAt: START,
    guards: [],
  };
  return fold(compiled, state, happened).items;
}

const before = (id: string) => state.items[id]?.version ?? 0;

describe('an entry folded onto its item', () => {
  it('counts one revision however many fields it changes, and none when it only moves', () => {
    const set = (field: string): Outcome => ({ op: 'set', field, value: '2026-04-02' });
    expect(after('north', 'SET', set('moveOn'), set('note'))['north']).toMatchObject({
      revision: 1,
    });
    expect(after('north', 'MOVED')['north']).toMatchObject({ revision: 0 });
  });

  it('keeps the version at which each event happened last', () => {
    const { north } = after('north', 'SURVEYED');
    expect(north?.happened).toEqual({ SURVEYED: before('north') + 1 });
    expect(north?.version).toBe(before('north') + 1);
  });

  it('keeps each person who performed a duty once', () => {
    const duty = (...persons: string[]): Outcome => ({ op: 'duty', duty: 'claimant', persons });
    const { north } = after('north', 'CLAIM', duty('P-1'), duty('P-2', 'P-1'));
    expect(north).toMatchObject({ duties: { claimant: ['P-1', 'P-2'] }, revision: 0 });
  });
});

describe('an entry that changes another item', () => {
  const due: Outcome = { op: 'set', item: 'M1', field: 'forecast', value: '2026-05-01' };
  const row = { id: 'members-4', from: null, until: null, person: 'P09', kind: 'OUT' };
  const member: Outcome = { op: 'append', item: 'committee', rows: 'members', row };

  it('sets its field, and makes one version and one revision of it', () => {
    const items = after('north', 'SHIFT', due, { ...due, field: 'forecastOn' });
    expect(items['M1']).toMatchObject({
      data: { forecast: '2026-05-01', forecastOn: '2026-05-01' },
      version: before('M1') + 1,
      revision: 1,
      happened: state.items['M1']?.happened,
    });
    expect(items['north']).toMatchObject({ version: before('north') + 1, revision: 0 });
  });

  it('appends to its register', () => {
    const items = after('north', 'JOIN', member);
    expect(items['committee']?.data['members']).toHaveLength(4);
  });

  it('is no history of this programme when there is no such item', () => {
    expect(() => after('north', 'SHIFT', { ...due, item: 'M99' })).toThrow('"M99"');
  });

  it('changes the item of the entry when that is the one named', () => {
    const items = after('north', 'SHIFT', { ...due, item: 'north', field: 'note' });
    expect(items['north']).toMatchObject({ version: before('north') + 1, revision: 1 });
  });
});
