import { opened, person } from '../../../../test/support/move-programme.js';
import { smallDefinition } from '../../../../test/support/small-definition.js';
import { decide } from '../index.js';

const NOW = '2026-06-15T09:00:00.000Z';

const waiting = (guard: string) =>
  smallDefinition(
    'one',
    `
roles: { A: { title: A } }
charts:
  waits:
    title: Waits
    fields: { for: { type: item }, since: { type: date } }
    initial: here
    states:
      here: { rules: { GO: { to: gone, guard: ${guard} } } }
      gone: { rest: true }
  holds:
    title: Holds
    fields: { day: { type: date, optional: true }, days: { type: integer, optional: true } }
    initial: here
    states:
      here:
        rest: true
        on:
          FIX:
            roles: [A]
            changes: [ { set: { day: { value: '2026-06-20' }, days: { value: 10 } } } ]
          NOTHING: { roles: [A] }
items:
  it: { chart: waits, title: It, mark: proposed, data: { for: { is: other }, since: { is: '2026-06-12' } } }
  other: { chart: holds, title: Other, mark: proposed }
`,
  );

function timersAfter(type: string, guard: string) {
  const { compiled, state } = opened(NOW, waiting(guard));
  const request = { item: 'other', type, payload: {}, actor: person('P1', 'A'), key: 'k' };
  const decision = decide(compiled, state, request, NOW);
  if (decision.outcome !== 'accepted') throw new Error(JSON.stringify(decision));
  return decision.timers.set.map(({ item, dueAt }) => [item, dueAt]);
}

describe('the wake of an item that waits for another', () => {
  it.each([
    [
      'a day of an item named',
      '{ dateReached: { date: { field: day, item: other } } }',
      '2026-06-19',
    ],
    [
      'a day of an item referred to',
      '{ dateReached: { date: { its: day, of: { field: for } } } }',
      '2026-06-19',
    ],
    [
      'a period from a day of another item',
      '{ elapsed: { since: { its: day, of: { field: for } }, days: 2 } }',
      '2026-06-21',
    ],
    [
      'a period as long as another item says',
      '{ elapsed: { since: { field: since }, days: { field: days, item: other } } }',
      '2026-06-21',
    ],
  ])('is set once it is known: %s', (_, guard, eve) => {
    expect(timersAfter('FIX', guard)).toEqual([['it', `${eve}T23:00:00.000Z`]]);
    expect(timersAfter('NOTHING', guard)).toEqual([]);
  });
});
