import { moveYaml, opened, person } from '../../../../test/support/move-programme.js';
import { decide, wake, type ProgrammeState } from '../index.js';

const START = '2026-03-02T09:00:00.000Z';
const ask = (item: string, type: string, actor: string, payload = {}) => ({
  item,
  type,
  payload,
  actor: person(`P-${actor}`, actor),
  key: `${item}-${type}`,
});

describe('an event that names a row', () => {
  const { compiled, state } = opened(START);
  const leave = (row: string) => ask('committee', 'LEAVE', 'PMO', { row });

  it('is refused when the register has no such row, and names those it has', () => {
    expect(decide(compiled, state, leave('m9'), START)).toMatchObject({
      outcome: 'refused',
      refusal: {
        code: 'INVALID_PAYLOAD',
        problems: [{ pointer: '/row', detail: '"m9" is no row of "members"; it has m1, m2, m3' }],
      },
    });
  });

  it('is accepted when the row is there', () => {
    expect(decide(compiled, state, leave('m3'), START).outcome).toBe('accepted');
  });
});

describe('recording a value', () => {
  const { compiled, state } = opened(START);
  const record = (field: string, value: unknown) =>
    ask('north', 'RECORD_VALUE', 'PMO', { field, value, source: 'survey' });

  it('fills in what is still to be confirmed', () => {
    expect(decide(compiled, state, record('desks', 40), START).outcome).toBe('accepted');
  });

  it('does not set an optional field, which an event of its own sets', () => {
    expect(decide(compiled, state, record('note', 'x'), START)).toMatchObject({
      refusal: {
        problems: [{ pointer: '/field', detail: expect.stringContaining('not waiting') }],
      },
    });
  });
});

describe('the time an item has been in its state', () => {
  it('counts from the outermost state, whatever its regions do', () => {
    const { compiled, state } = opened(START);
    const evidence = [{ title: 'Plan', source: 'file' }];
    const later = '2026-03-09T09:00:00.000Z';
    const done = decide(compiled, state, ask('north', 'PEOPLE_DONE', 'LEAD', { evidence }), later);
    if (done.outcome !== 'accepted') throw new Error(done.outcome);
    expect(done.state.items['north']?.since).toBe('2026-03-02');
    const ready = decide(compiled, done.state, ask('north', 'SYSTEMS_DONE', 'LEAD'), later);
    if (ready.outcome !== 'accepted') throw new Error(ready.outcome);
    expect(ready.state.items['north']?.since).toBe('2026-03-09');
  });
});

describe('a rule with two ways to go', () => {
  // MOVE may go two ways, and neither is open: desks are not known.
  const yaml = moveYaml.replace(
    /          MOVE:\n[\s\S]*?      moved: \{ final: true \}/,
    `          MOVE:
            - to: moved
              guard: { all: [ { dateReached: { date: { field: moveOn } } }, { known: { field: desks } }, { compare: { left: { field: desks }, op: gt, right: { value: 10 } } } ] }
            - to: moved
              guard: { all: [ { dateReached: { date: { field: moveOn } } }, { known: { field: desks } }, { compare: { left: { field: desks }, op: le, right: { value: 10 } } } ] }
      moved: { final: true }`,
  );

  it('is noted as blocked once, with the reasons of both, and not again', () => {
    const { compiled, state } = opened(
      START,
      yaml.replace(
        'title: North site\n    mark: proposed',
        'title: North site\n    state: ready\n    mark: proposed',
      ),
    );
    const woken = wake(compiled, state, '2026-04-02T09:00:00.000Z');
    const notes = woken?.drafts.filter((each) => each.kind === 'BLOCKED') ?? [];
    expect(notes.map((each) => each.guards.map((guard) => guard.guard))).toEqual([
      ['known', 'compare', 'compare'],
    ]);
    const after: ProgrammeState = woken?.state ?? state;
    expect(wake(compiled, after, '2026-04-03T09:00:00.000Z')).toBeNull();
  });
});
