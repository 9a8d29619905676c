import { dutiesYaml } from '../../../../test/support/duties-programme.js';
import { compiledFrom, opened, person } from '../../../../test/support/move-programme.js';
import {
  available,
  decide,
  lint,
  loadDefinition,
  type Actor,
  type EventRequest,
  type ProgrammeState,
} from '../index.js';

const START = '2026-03-02T09:00:00.000Z';
const compiled = compiledFrom(dutiesYaml);

type Act = [who: string | Actor, event: string, item?: string];

function request([who, type, item = 'W']: Act): EventRequest {
  const actor = typeof who === 'string' ? person(who, 'LEAD') : who;
  const payload = type === 'ASK' ? { title: 'A change' } : {};
  return { item, type, payload, actor, key: 'k', mark: 'history' };
}

const opening = (): ProgrammeState => opened(START, dutiesYaml).state;

function after(...acts: Act[]): ProgrammeState {
  return acts.reduce((state, act) => {
    const decision = decide(compiled, state, request(act), START);
    if (decision.outcome !== 'accepted') throw new Error(JSON.stringify(decision));
    return decision.state;
  }, opening());
}

const words = (state: ProgrammeState, act: Act) => {
  const decision = decide(compiled, state, request(act), START);
  return decision.outcome === 'refused'
    ? decision.refusal.findings.map((each) => each.words)
    : [decision.outcome];
};

describe('two duties of one group', () => {
  it('are never performed by one person, and the refusal says who was what', () => {
    const state = after(['P-1', 'CLAIM']);
    expect(words(state, ['P-1', 'VERIFY'])).toEqual([
      'whoever was claimant is never verifier of the same item: P-1 was claimant',
    ]);
    expect(words(state, ['P-2', 'VERIFY'])).toEqual(['accepted']);
  });

  it('stay apart however often the work goes round', () => {
    const state = after(['P-1', 'CLAIM'], ['P-2', 'SEND_BACK'], ['P-3', 'CLAIM']);
    expect(words(state, ['P-1', 'VERIFY'])[0]).toContain('P-1 was claimant');
    expect(words(after(['P-1', 'CLAIM'], ['P-2', 'SEND_BACK']), ['P-2', 'CLAIM'])[0]).toContain(
      'P-2 was verifier',
    );
  });

  it('may be performed by one person when they stand in different groups', () => {
    const state = after(['P-1', 'AUDIT'], ['P-1', 'CLAIM']);
    expect(words(state, ['P-2', 'VERIFY'])).toEqual(['accepted']);
    expect(state.items['W']?.duties).toEqual({ auditor: ['P-1'], claimant: ['P-1'] });
  });

  it('stay apart for everybody that an act counted for', () => {
    const state = after(['P-1', 'CLAIM']);
    const claimed = { ...state.items['W'], duties: { claimant: ['P-8', 'P-9'] } };
    const both = { ...state, items: { ...state.items, W: claimed as never } }; // as P-9 for P-8 leaves it
    expect(words(both, ['P-8', 'VERIFY'])[0]).toContain('P-8 was claimant');
    expect(words(both, ['P-9', 'VERIFY'])[0]).toContain('P-9 was claimant');
  });

  it('stay apart for whoever created the item', () => {
    const state = after(['P-1', 'ASK', 'log']);
    expect(state.items['request-1']).toMatchObject({ duties: { requester: ['P-1'] }, revision: 0 });
    expect(words(state, ['P-1', 'APPROVE', 'request-1'])[0]).toContain('P-1 was requester');
    expect(words(state, ['P-2', 'APPROVE', 'request-1'])).toEqual(['accepted']);
  });

  it('stay apart for whoever holds every role, and for what is replayed as history', () => {
    const all = person('P-1', 'PROGRAMME_MANAGER', 'LEAD', 'BOARD');
    expect(words(after([all, 'CLAIM']), [all, 'VERIFY'])[0]).toContain('P-1 was claimant');
  });

  it('are never the system’s', () => {
    const state = after(['P-1', 'CLAIM']);
    expect(words(state, [{ kind: 'system' }, 'VERIFY'])).toEqual([
      'the system performs no duty: a person is verifier',
    ]);
  });

  it('show in what somebody may do, as any other guard', () => {
    const verify = (who: string) =>
      available(compiled, after(['P-1', 'CLAIM']), person(who, 'LEAD'), START, 'W').find(
        (each) => each.event === 'VERIFY',
      );
    expect(verify('P-2')).toMatchObject({ allowed: true, blockedBy: [] });
    expect(verify('P-1')).toMatchObject({ allowed: false, blockedBy: [{ guard: 'separated' }] });
  });
});

describe('an event with a duty that records a value with another', () => {
  const recording = (duty: string) =>
    dutiesYaml
      .replace(
        'initial: open',
        `fields: { hours: { type: integer, duty: ${duty} } }\n    initial: open`,
      )
      .replace(
        'duty: auditor }',
        `duty: auditor, payload: { field: { type: label }, value: { type: any }, source: { type: text } }, changes: [{ record: { field: { payload: field }, value: { payload: value } } }] }`,
      );
  const audit = (who: string): EventRequest => ({
    ...request([who, 'AUDIT']),
    payload: { field: 'hours', value: 7, source: 'The book' },
  });

  it('performs both, and is kept apart from what either is kept apart from', () => {
    const own = compiledFrom(recording('claimant'));
    const told = (state: ProgrammeState, asked: EventRequest) => decide(own, state, asked, START);
    const first = told(opened(START, recording('claimant')).state, audit('P-1'));
    if (first.outcome !== 'accepted') throw new Error(JSON.stringify(first));
    expect(first.state.items['W']?.duties).toEqual({ auditor: ['P-1'], claimant: ['P-1'] });
    const claimed = told(first.state, request(['P-2', 'CLAIM']));
    if (claimed.outcome !== 'accepted') throw new Error(JSON.stringify(claimed));
    const verified = (who: string) => told(claimed.state, request([who, 'VERIFY'])).outcome;
    expect([verified('P-1'), verified('P-3')]).toEqual(['refused', 'accepted']);
  });

  it('is refused by lint where the two are kept apart from one another', () => {
    const messages = (duty: string) => {
      const loaded = loadDefinition('d.yaml', () => recording(duty));
      if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
      return lint(loaded.definition, loaded.locate).map((each) => each.message);
    };
    expect(messages('verifier')).toContainEqual(
      expect.stringContaining('AUDIT could make one person auditor and verifier at once'),
    );
    expect(messages('claimant')).toEqual([]);
  });
});

describe('an event that names a person for a duty', () => {
  const naming = (more: string) =>
    dutiesYaml.replace(
      'AUDIT: { roles: [LEAD], duty: auditor }',
      `AUDIT: { roles: [LEAD], duty: auditor }
          ASSIGN: { roles: [LEAD], payload: { to: { type: person, optional: true } }, changes: [{ duty: claimant, person: { payload: to } }]${more} }`,
    );
  const own = compiledFrom(naming(''));
  const assign = (to: string) => ({ ...request(['P-1', 'ASSIGN']), payload: { to } });
  const told = (state: ProgrammeState, asked: EventRequest): ProgrammeState => {
    const decision = decide(own, state, asked, START);
    if (decision.outcome !== 'accepted')
      throw new Error(decision.outcome === 'refused' ? decision.refusal.message : decision.outcome);
    return decision.state;
  };
  const fresh = opened(START, naming('')).state;

  it('makes them what the duty says, and whoever sends it nothing', () => {
    const state = told(fresh, assign('P-2'));
    expect(state.items['W']?.duties).toEqual({ claimant: ['P-2'] });
    const claimed = told(state, request(['P-3', 'CLAIM']));
    expect(() => told(claimed, request(['P-2', 'VERIFY']))).toThrow('P-2 was claimant');
    expect(told(claimed, request(['P-1', 'VERIFY'])).items['W']?.value).toBe('done');
  });

  it('names nobody who was what is kept apart, and may name nobody', () => {
    const state = told(told(fresh, request(['P-3', 'CLAIM'])), request(['P-4', 'SEND_BACK']));
    expect(() => told(state, assign('P-4'))).toThrow('P-4 was verifier');
    expect(told(state, assign('P-3')).items['W']?.duties['claimant']).toEqual(['P-3']);
    const nobody = { ...request(['P-1', 'ASSIGN']), payload: {} };
    expect(told(state, nobody).items['W']?.duties['claimant']).toEqual(['P-3']);
  });

  it('has no duty of its own that is kept apart from the one it names', () => {
    const messages = (more: string) => {
      const loaded = loadDefinition('d.yaml', () => naming(more));
      if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
      return lint(loaded.definition, loaded.locate).map((each) => each.message);
    };
    expect(messages(', duty: verifier')).toContainEqual(
      expect.stringContaining('ASSIGN could make one person verifier and claimant at once'),
    );
    expect(messages(', duty: auditor')).toEqual([]);
  });
});

describe('a duty in the ledger', () => {
  it('stands in the entry with everybody it counts for', () => {
    const decision = decide(compiled, opening(), request(['P-1', 'CLAIM']), START);
    expect(decision).toMatchObject({
      drafts: [{ changes: [{ op: 'duty', duty: 'claimant', persons: ['P-1'] }] }],
    });
  });
});

describe('lint of duties', () => {
  const linted = (part: string, by: string) => {
    const loaded = loadDefinition('d.yaml', () => dutiesYaml.replace(part, by));
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
    return lint(loaded.definition, loaded.locate).map((each) => each.message);
  };

  it('finds nothing in a sound definition', () => {
    expect(linted('nothing', 'nothing')).toEqual([]);
  });

  it.each([
    ['[verifier, auditor]', '[verifier, judge]', 'no transition performs the duty "judge"'],
    [', [verifier, auditor]', '', 'the duty "auditor" is kept apart from no other'],
    ['[verifier, auditor]', '[auditor, auditor]', 'names a duty twice'],
    [', duty: requester', '', 'no transition performs the duty "requester"'],
  ])('of %s as "%s" says: %s', (part, by, message) => {
    expect(linted(part, by)).toContainEqual(expect.stringContaining(message));
  });
});
