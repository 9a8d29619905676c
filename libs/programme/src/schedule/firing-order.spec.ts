import type { Timer } from '../model.js';
import { firstDue } from './firing-order.js';

const timer = (more: Partial<Timer> = {}): Timer => ({
  item: 'M1',
  kind: 'reminder',
  key: 'a',
  dueAt: '2026-04-01T08:00:00.000Z',
  detail: {},
  ...more,
});

describe('timers fire in order', () => {
  test.each([
    ['by time', {}, { dueAt: '2026-04-01T08:00:00.001Z' }],
    ['wakes first', { kind: 'wake', item: 'Z' }, {}],
    ['then by item', { item: 'M1', key: 'z' }, { item: 'M2', key: 'a' }],
    ['then by key', {}, { key: 'b' }],
  ] as const)('%s', (_, one, other) => {
    const [first, second] = [timer(one), timer(other)];
    const end = '2026-04-02T08:00:00.000Z';
    expect(firstDue([first, second], end)).toBe(first);
    expect(firstDue([second, first], end)).toBe(first);
  });
});

test('a timer is due at its instant and not before', () => {
  const due = timer();
  expect(firstDue([due], '2026-04-01T08:00:00.000Z')).toBe(due);
  expect(firstDue([due], '2026-04-01T07:59:59.999Z')).toBeUndefined();
});
