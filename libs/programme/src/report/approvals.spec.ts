import type { RevealedEntry } from '#ledger';
import { compiled, history, sha256 } from '../../../../test/support/reference-programme.js';
import { rehearse } from '../rehearse/rehearse.js';
import { approvals } from './approvals.js';

const { state } = rehearse(compiled, history, sha256);

/** The last cell of the lines for a verification of M19 by P-1, after these did other duties. */
function checked(duties: Record<string, string[]>): unknown[] {
  const item = state.items['M19'];
  if (item === undefined) throw new Error('the reference programme has no M19');
  const before = { ...state, items: { ...state.items, M19: { ...item, duties } } };
  const entry: RevealedEntry = {
    v: 1,
    organisation: 'o',
    programme: 'p',
    stream: 'history',
    sequence: 2,
    previous: '0'.repeat(64),
    kind: 'TRANSITION',
    at: null,
    cause: null,
    item: 'M19',
    event: { type: 'VERIFY', key: null, mark: null, payload: {} },
    actor: { person: 'P-1', actingFor: null, role: 'PMO', authority: null },
    from: 'claimed',
    to: 'achieved',
    changes: [{ op: 'duty', duty: 'verifier', persons: ['P-1'] }],
    guards: [],
    evidence: [],
    refusal: null,
    occurredOn: '2013-10-07',
    recordedAt: '2013-10-07T09:00:00.000Z',
    definition: compiled.hash,
  };
  return approvals.lines({ entry, before, after: before, compiled }).map((line) => line.at(-1));
}

test('a duty done by somebody who did no other of its group was kept separate', () => {
  expect(checked({ claimant: ['P-2'] })).toEqual(['separate']);
});

test('one person with two duties of a group is found, though no rule had refused it', () => {
  expect(checked({ claimant: ['P-2', 'P-1'] })).toEqual(['NOT SEPARATE: P-1 was claimant too']);
});
