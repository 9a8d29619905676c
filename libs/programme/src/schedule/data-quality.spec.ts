import { person } from '../../../../test/support/move-programme.js';
import { compiled } from '../../../../test/support/reference-programme.js';
import { open } from '../decide/open.js';
import type { Woken } from '../decide/wake.js';
import type { ProgrammeState } from '../model.js';
import { dataQuality, type HeldRole } from './data-quality.js';
import { morningOf, nextMorning } from './morning.js';
import { raiseIssues } from './raise-issues.js';

const programme = {
  id: 'reference',
  organisation: 'soca',
  title: 'Reference',
  clock: 'rehearsal' as const,
  actor: person('P-101', 'PROGRAMME_MANAGER'),
};
const { state } = open(compiled, programme, '2011-03-31T07:00:00.000Z');

/** Every role that owns something, held by somebody. */
const held: HeldRole[] = Object.keys(compiled.definition.roles).map((role) => ({
  role,
  items: null,
}));
const without = (role: string) => held.filter((each) => each.role !== role);
const found = (day: string, roles = held) =>
  dataQuality(compiled, state, day, roles).map(({ id }) => id);

describe('the quality of the data', () => {
  it('is without fault on the day the plan begins', () => {
    expect(found('2011-03-31')).toEqual([]);
  });

  it('lacks a holder of the role that owns a milestone, unless one is held for that item', () => {
    const vacant = found('2011-03-31', without('HOME_SECRETARY'));
    expect(vacant).toContain('vacant-HOME_SECRETARY-M11');
    const forOne = [...without('HOME_SECRETARY'), { role: 'HOME_SECRETARY', items: ['M11'] }];
    expect(found('2011-03-31', forOne)).not.toContain('vacant-HOME_SECRETARY-M11');
    const forAnother = [...without('HOME_SECRETARY'), { role: 'HOME_SECRETARY', items: ['M01'] }];
    expect(found('2011-03-31', forAnother)).toContain('vacant-HOME_SECRETARY-M11');
  });

  it('calls a forecast stale from the limit of the definition on, but not of what is watched', () => {
    expect(found('2011-04-29')).toEqual([]);
    const stale = found('2011-04-30');
    expect(stale).toContain('stale-M06-2011-03-31');
    expect(stale.filter((id) => /M07|M08|M09/.test(id))).toEqual([]);
  });
});

describe('what is found', () => {
  const check = (before: ProgrammeState, day: string, known: string[], roles: HeldRole[] = held) =>
    raiseIssues(
      compiled,
      before,
      dataQuality(compiled, before, day, roles),
      known,
      `${day}T06:00:00.000Z`,
    );
  const roles = without('HOME_SECRETARY');
  const issues = (after: ProgrammeState | undefined) =>
    (after?.items['issues']?.data['issues'] ?? []) as { id: string; status: string }[];
  const quality = ({ notices }: Pick<Woken, 'notices'>) =>
    notices.filter(({ template }) => template === 'quality');
  const first = check(state, '2011-04-04', [], roles);
  if (first === null) throw new Error('nothing was raised');

  it('becomes an issue and one notice, once', () => {
    expect(issues(first.state)).toMatchObject([
      { id: 'check-vacant-HOME_SECRETARY-M11.1', kind: 'DATA_QUALITY', about: 'M11' },
    ]);
    expect(quality(first)).toMatchObject([
      { template: 'quality', item: 'issues', toRoles: ['PMO', 'PROGRAMME_MANAGER'] },
    ]);
    expect(first.drafts[0]).toMatchObject({ event: { type: 'DATA_CHECKED' }, kind: 'TRANSITION' });
    expect(check(first.state, '2011-04-05', [], roles)).toBeNull();
  });

  it('is resolved by itself once its reason is gone, and is a new issue when it comes back', () => {
    const righted = check(first.state, '2011-04-05', ['vacant-HOME_SECRETARY-M11']);
    expect(issues(righted?.state)).toMatchObject([{ status: 'RESOLVED' }]);
    expect(righted && quality(righted)).toEqual([]);
    const again = righted && check(righted.state, '2011-04-06', [], roles);
    expect(issues(again?.state).map(({ id, status }) => `${id} ${status}`)).toEqual([
      'check-vacant-HOME_SECRETARY-M11.1 RESOLVED',
      'check-vacant-HOME_SECRETARY-M11.2 OPEN',
    ]);
  });

  it('stays resolved when a person has resolved it, as long as the reason is the same', () => {
    const known = ['vacant-HOME_SECRETARY-M11'];
    const item = first.state.items['issues'];
    if (item === undefined) throw new Error('there is no register of issues');
    const rows = issues(first.state).map((row) => ({ ...row, status: 'RESOLVED' }));
    const data = { ...item.data, issues: rows };
    const resolved = { ...first.state.items, issues: { ...item, data } };
    expect(check({ ...first.state, items: resolved }, '2011-04-05', known, roles)).toBeNull();
  });
});

describe('the morning of a programme', () => {
  it('is at seven in its own zone, on both sides of a change of clocks', () => {
    expect(nextMorning(compiled, '2011-03-26T06:59:59.999Z')).toBe('2011-03-26T07:00:00.000Z');
    expect(nextMorning(compiled, '2011-03-26T07:00:00.000Z')).toBe('2011-03-27T06:00:00.000Z');
  });

  it('finds each open milestone with its colour, slip and standing', () => {
    const milestones = morningOf(compiled, state, '2011-08-01');
    expect(milestones.find(({ item }) => item === 'M06')).toMatchObject({
      colour: 'RED',
      standing: 'late',
      escalation: 2,
      committed: '2011-07-31',
      reasons: expect.arrayContaining([
        'hard date 2011-07-31 breached: not achieved by 2011-08-01',
      ]),
    });
    expect(milestones.map(({ item }) => item)).not.toContain('M01');
  });
});
