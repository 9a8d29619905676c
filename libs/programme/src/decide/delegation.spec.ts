import { readFileSync } from 'node:fs';
import {
  compiledDelegating,
  delegatingYaml,
} from '../../../../test/support/delegating-programme.js';
import { person } from '../../../../test/support/move-programme.js';
import {
  available,
  decide,
  giversTo,
  lint,
  loadDefinition,
  open,
  type Actor,
  type EventRequest,
  type JsonObject,
  type ProgrammeState,
} from '../index.js';

const MAY = '2026-05-04T09:00:00.000Z';
const compiled = compiledDelegating();

const opened = (): ProgrammeState =>
  open(
    compiled,
    {
      id: 'p',
      organisation: 'acme',
      title: 'P',
      clock: 'rehearsal',
      actor: person('P-PM', 'PROGRAMME_MANAGER'),
    },
    MAY,
  ).state;

/** Somebody who acts for another, with the roles that the other one holds. */
const standIn = (id: string, actingFor: string, ...roles: string[]): Actor => ({
  ...(person(id, ...roles) as Extract<Actor, { kind: 'person' }>), // `person` makes persons only
  actingFor,
});

const ask = (actor: Actor, item: string, type: string, payload: JsonObject = {}): EventRequest => ({
  item,
  type,
  payload,
  actor,
  key: `${item}-${type}`,
});

const term = { from: '2026-05-04', until: '2026-06-01', reason: 'On leave' };
const toBen = { delegate: 'P-BEN', ...term };
const ann = person('P-ANN', 'LEAD', 'BOARD');
const forAnn = (...roles: string[]) => standIn('P-BEN', 'P-ANN', ...roles);
const delegate = (more: JsonObject = {}, who = ann) =>
  ask(who, 'delegations', 'DELEGATE', { ...toBen, ...more });

function after(...requests: EventRequest[]): ProgrammeState {
  return requests.reduce((state, request) => {
    const decision = decide(compiled, state, request, MAY);
    if (decision.outcome !== 'accepted') throw new Error(JSON.stringify(decision));
    return decision.state;
  }, opened());
}

function told(state: ProgrammeState, request: EventRequest, at = MAY): string {
  const decision = decide(compiled, state, request, at);
  return decision.outcome === 'refused'
    ? `${decision.refusal.code}: ${decision.refusal.message}`
    : decision.outcome;
}

const note = (actor: Actor, item = 'T1') => ask(actor, item, 'NOTE', { note: 'Seen' });

describe('acting for another', () => {
  it('is recorded with both persons, the role used and the delegation it rests on', () => {
    const decision = decide(compiled, after(delegate()), note(forAnn('LEAD')), MAY);
    expect(decision).toMatchObject({
      outcome: 'accepted',
      drafts: [
        {
          actor: {
            person: 'P-BEN',
            actingFor: 'P-ANN',
            role: 'LEAD',
            authority: 'delegations/delegations-1',
          },
        },
      ],
    });
  });

  it.each([
    ['without a delegation', [], note(forAnn('LEAD')), 'P-ANN has delegated nothing to P-BEN'],
    [
      'to somebody else',
      [delegate({ delegate: 'P-CAT' })],
      note(forAnn('LEAD')),
      'P-ANN has delegated nothing to P-BEN',
    ],
    [
      'before it begins',
      [delegate({ from: '2026-05-05' })],
      note(forAnn('LEAD')),
      'begins on 2026-05-05',
    ],
    [
      'for other events',
      [delegate({ events: ['REQUEST', 'APPROVE'] })],
      note(forAnn('LEAD')),
      'is for REQUEST, APPROVE, not for NOTE',
    ],
    [
      'for other items',
      [delegate({ items: ['T2'] })],
      note(forAnn('LEAD')),
      'is for T2, not for T1',
    ],
    [
      'in a role that the other one does not hold',
      [delegate()],
      note(forAnn('BOARD')),
      'P-ANN does not hold that',
    ],
    [
      'handed on',
      [delegate(), delegate({ delegate: 'P-CAT' }, person('P-BEN', 'LEAD'))],
      note(standIn('P-CAT', 'P-ANN', 'LEAD')),
      'P-ANN has delegated nothing to P-CAT',
    ],
    [
      'by a delegation made for another',
      [delegate()],
      ask(forAnn('LEAD'), 'delegations', 'DELEGATE', { ...toBen, delegate: 'P-CAT' }),
      'what is delegated is not handed on',
    ],
    [
      'as whoever may only read',
      [delegate({}, person('P-ANN', 'LEAD', 'AUDITOR'))],
      note(forAnn('AUDITOR')),
      'P-ANN does not hold that',
    ],
  ])('is refused %s', (_, before, request, words) => {
    const refused = told(after(...before), request);
    expect(refused).toMatch(/^ROLE_NOT_PERMITTED: /);
    expect(refused).toContain(words);
  });

  it.each([
    ['in the event named', { events: ['NOTE'] }],
    ['on the item named', { items: ['T1'] }],
    ['in everything when nothing is named', {}],
  ])('is accepted %s', (_, limits) => {
    expect(told(after(delegate(limits)), note(forAnn('LEAD')))).toBe('accepted');
  });

  it('ends by itself, on the local day that it names', () => {
    const state = after(delegate());
    // 23:30 on 31 May and 00:30 on 1 June, in London in summer
    expect(told(state, note(forAnn('LEAD')), '2026-05-31T22:30:00.000Z')).toBe('accepted');
    expect(told(state, note(forAnn('LEAD')), '2026-05-31T23:30:00.000Z')).toContain(
      'ended on 2026-06-01',
    );
  });

  it('is held by whoever an item names, where the other one is named', () => {
    const state = after(delegate(), ask(ann, 'T1', 'REQUEST'));
    expect(told(state, ask(forAnn(), 'T1', 'WITHDRAW'))).toBe('accepted');
    expect(told(state, ask(person('P-BEN', 'LEAD'), 'T1', 'WITHDRAW'))).toContain('ROLE_NOT');
  });
});

describe('a decision that comes back through a delegate', () => {
  const asked = after(delegate(), ask(ann, 'T1', 'REQUEST'));
  const own = person('P-BEN', 'BOARD');

  it.each(['APPROVE', 'SIGN', 'COUNTERSIGN'])(
    '%s is refused to them and to nobody else',
    (type) => {
      expect(told(asked, ask(forAnn('BOARD'), 'T1', type))).toContain('GUARD_FAILED');
      expect(told(asked, ask(own, 'T1', type))).toBe('accepted');
    },
  );

  it('is refused to whoever requested it for another, and to that other one', () => {
    const state = after(delegate(), ask(forAnn('LEAD'), 'T1', 'REQUEST'));
    expect(state.items['T1']?.duties).toEqual({ requester: ['P-BEN', 'P-ANN'] });
    expect(told(state, ask(own, 'T1', 'APPROVE'))).toContain('P-BEN was requester');
    expect(told(state, ask(ann, 'T1', 'APPROVE'))).toContain('P-ANN was requester');
    expect(told(state, ask(person('P-CAT', 'BOARD'), 'T1', 'APPROVE'))).toBe('accepted');
  });

  it('is theirs to confirm where the same person is asked for', () => {
    expect(told(asked, ask(forAnn('BOARD'), 'T1', 'CONFIRM'))).toBe('accepted');
    expect(told(asked, ask(own, 'T1', 'CONFIRM'))).toContain('GUARD_FAILED');
  });

  it('stays refused to whoever holds every role', () => {
    const all = forAnn('PROGRAMME_MANAGER', 'PMO', 'LEAD', 'BOARD');
    expect(told(asked, ask(all, 'T1', 'APPROVE'))).toContain('P-ANN was requester');
  });
});

describe('a delegation', () => {
  it.each([
    ['to oneself', { delegate: 'P-ANN' }, 'Nobody delegates to themselves'],
    ['that ends before it begins', { from: '2026-06-02' }, 'It begins before it ends'],
    ['for longer than 90 days', { until: '2026-08-03' }, 'A delegation is for 90 days at most'],
    ['that has ended already', { from: '2026-05-01', until: '2026-05-04' }, 'must be after'],
    ['without a reason', { reason: ' ' }, 'must not be empty'],
    ['of an event that nobody sends', { events: ['NOTE', 'SING'] }, 'did you mean "SIGN"?'],
  ])('%s is refused', (_, wrong, words) => {
    expect(told(opened(), delegate(wrong))).toContain(words);
  });

  it('of events that persons send is accepted', () => {
    const events = ['NOTE', 'SIGN', 'DELEGATE'];
    expect(told(opened(), delegate({ events }))).toBe('accepted');
  });

  it('of 90 days is accepted, from whoever holds a role that is not read-only', () => {
    expect(told(opened(), delegate({ until: '2026-08-02' }))).toBe('accepted');
    expect(told(opened(), delegate({}, person('P-AUD', 'AUDITOR')))).toContain('ROLE_NOT');
  });

  it('is ended by either person, or by the programme office, and by nobody else', () => {
    const end = (actor: Actor) =>
      ask(actor, 'delegations', 'END_DELEGATION', { row: 'delegations-1' });
    const state = after(delegate());
    for (const who of [ann, person('P-BEN', 'LEAD'), person('P-DAN', 'PMO')])
      expect(told(state, end(who))).toBe('accepted');
    expect(told(state, end(person('P-CAT', 'LEAD')))).toContain('GUARD_FAILED');
    const ended = after(delegate(), end(ann));
    expect(told(ended, note(forAnn('LEAD')))).toContain('ended on 2026-05-04');
    expect(told(ended, end(ann))).toContain('GUARD_FAILED');
  });

  it('for everything is told to the programme office', () => {
    const away = decide(compiled, opened(), ask(ann, 'delegations', 'OUT_OF_OFFICE', toBen), MAY);
    expect(away).toMatchObject({ outcome: 'accepted', notices: [{ toRoles: ['PMO'] }] });
  });
});

describe('what somebody may do for others', () => {
  it('is theirs to see while the delegation is in force, and no more than it covers', () => {
    const state = after(delegate({ events: ['NOTE'], items: ['T1'] }));
    expect(giversTo(compiled, state, 'P-BEN', '2026-05-04')).toEqual(['P-ANN']);
    expect(giversTo(compiled, state, 'P-BEN', '2026-06-01')).toEqual([]);
    const allowed = available(compiled, state, forAnn('LEAD', 'BOARD'), MAY)
      .filter((each) => each.role !== null)
      .map(({ item, event, role, actingFor }) => ({ item, event, role, actingFor }));
    expect(allowed).toEqual([{ item: 'T1', event: 'NOTE', role: 'LEAD', actingFor: 'P-ANN' }]);
  });
});

describe('lint of a register of delegations', () => {
  const kind = readFileSync('programmes/kinds/delegation.yaml', 'utf8');
  const linted = (part: string, by: string) => {
    const loaded = loadDefinition('d.yaml', (path) =>
      path === 'd.yaml' ? delegatingYaml : kind.replace(part, by),
    );
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
    return lint(loaded.definition, loaded.locate).map((each) => each.message);
  };

  it('finds nothing in the one shipped', () => {
    expect(linted('nothing', 'nothing')).toEqual([]);
  });

  it.each([
    ['    delegations: delegations', '    delegations: people', '"people" is no register'],
    ['giver: { type: person', 'giver: { type: label', 'a column "giver" of type person'],
  ])('of "%s" as "%s" says: %s', (part, by, message) => {
    expect(linted(part, by)).toContainEqual(expect.stringContaining(message));
  });
});
