import { opened, person } from '../../../../test/support/move-programme.js';
import { planYaml } from '../../../../test/support/plan-programme.js';
import { scopeOf } from '../decide/candidates.js';
import type { Json, ProgrammeState } from '../model.js';
import { planRows } from '../schedule/plan-rows.js';
import { planAsTakenLeaf } from './leaf-plan.js';

const NOW = '2026-02-02T09:00:00.000Z';
const { compiled, state: fair } = opened(NOW, planYaml);

function withData(state: ProgrammeState, id: string, data: Record<string, Json>): ProgrammeState {
  const item = state.items[id];
  if (item === undefined) throw new Error(`no item ${id}`);
  return {
    ...state,
    items: { ...state.items, [id]: { ...item, data: { ...item.data, ...data } } },
  };
}

/** The strategy, otherwise watched without a date, is one whose date is still to be confirmed. */
const start = withData(fair, 'strategy', { due: null });

/** The fair, with its plan as it is now kept on the opening. */
const taken = withData(start, 'opening', { plan: planRows(compiled, start) });

function ask(state: ProgrammeState, id: string, of?: string) {
  const item = state.items[id];
  if (item === undefined) throw new Error(`no item ${id}`);
  const request = { payload: {}, actor: person('P-1', 'PMO') };
  const scope = scopeOf(compiled, state, item, null, request, NOW, '2026-02-02');
  return planAsTakenLeaf({ rows: 'plan', of }, scope);
}

const day = (date: string, wording = `on ${date}`): Json => ({ precision: 'DAY', date, wording });

describe('a plan that was taken', () => {
  it('stands while nothing in it changed, and says what did', () => {
    expect(ask(taken, 'opening').answer).toBe('yes');
    const moved = ask(withData(taken, 'permit', { due: day('2026-03-20') }), 'opening');
    expect(moved).toMatchObject({ answer: 'no', inputs: { differing: ['permit'] } });
    expect(moved.words).toContain('permit changed since');
    const owned = ask(withData(taken, 'permit', { owner: 'SRO' }), 'opening');
    expect(owned.inputs['differing']).toEqual(['permit']);
  });

  it('leaves out what has no date yet, and changes when it gets one', () => {
    const ids = planRows(compiled, start).map((row) => row['id']);
    expect(ids).toContain('permit');
    expect(planRows(compiled, fair).map((row) => row['id'])).toContain('strategy');
    expect(ids).not.toContain('strategy');
    const dated = ask(withData(taken, 'strategy', { due: day('2026-05-01') }), 'opening');
    expect(dated.inputs['differing']).toContain('strategy');
  });

  it('does not go by words that may be erased', () => {
    const due = { ...(start.items['permit']?.data['due'] as object), wording: 'other words' };
    expect(ask(withData(taken, 'permit', { due }), 'opening').answer).toBe('yes');
  });

  it('holds for one milestone while its date is the one that was taken', () => {
    const named = (id: string) => withData(taken, id, { baseline: 'opening' });
    expect(ask(named('permit'), 'permit', 'baseline').answer).toBe('yes');
    const moved = withData(named('permit'), 'permit', { due: day('2026-03-20') });
    expect(ask(moved, 'permit', 'baseline').answer).toBe('no');
    const other = withData(named('permit'), 'posters', { due: day('2026-03-20') });
    expect(ask(other, 'permit', 'baseline').answer).toBe('yes');
    const late = withData(named('strategy'), 'strategy', { due: day('2026-05-01') });
    expect(ask(late, 'strategy', 'baseline').words).toContain('had no date when');
  });
});
