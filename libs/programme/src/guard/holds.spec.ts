import fc from 'fast-check';
import { definitionWith, NOW } from '../../../../test/support/one-guard.js';
import { opened } from '../../../../test/support/move-programme.js';
import { scopeOf } from '../decide/candidates.js';
import type { Guard } from '../definition/guard-schema.js';
import { evaluate } from './evaluate.js';
import { isYes } from './holds.js';

const yes: Guard = { compare: { left: { value: 1 }, op: 'eq', right: { value: 1 } } };
const no: Guard = { compare: { left: { value: 1 }, op: 'eq', right: { value: 2 } } };
const unknown: Guard = { compare: { left: { field: 'n' }, op: 'eq', right: { value: 2 } } };

const { guard: guards } = fc.letrec<{ guard: Guard }>((tie) => {
  const parts = fc.array(tie('guard'), { minLength: 1, maxLength: 4 });
  return {
    guard: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom(yes, no, unknown),
      parts.map((all) => ({ all })),
      parts.map((any) => ({ any })),
      tie('guard').map((not) => ({ not })),
    ),
  };
});

describe('whether a guard holds', () => {
  const { compiled, state } = opened(
    NOW,
    definitionWith('{ personActs: true }', 'n: { tbc: x }', ''),
  );
  const [item] = Object.values(state.items);
  if (item === undefined) throw new Error('the programme has no item');
  const request = { payload: {}, actor: { kind: 'system' as const } };
  const scope = scopeOf(compiled, state, item, null, request, NOW, NOW.slice(0, 10));

  it('is what its full answer says, however it is put together', () => {
    expect([yes, no, unknown].map((each) => evaluate(each, scope).answer)).toEqual([
      'yes',
      'no',
      'unknown',
    ]);
    fc.assert(
      fc.property(guards, (guard) => {
        expect(isYes(guard, scope)).toBe(evaluate(guard, scope).answer === 'yes');
      }),
      { numRuns: 1000 },
    );
  });
});
