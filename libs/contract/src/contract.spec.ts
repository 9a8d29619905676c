import { refusalCodes } from '#programme';
import { compiledFrom, moveYaml, opened } from '../../../test/support/move-programme.js';
import {
  dayWords,
  IdempotencyKey,
  NewEvent,
  personaGrants,
  personas,
  plannedWords,
  presentMilestones,
  problemKinds,
} from './index.js';

describe('the contract', () => {
  it.each([
    [
      { precision: 'DAY', bound: 'ON', hardness: 'HARD', date: '2011-04-01' },
      'on 1 April 2011 (hard)',
    ],
    [
      { precision: 'MONTH', bound: 'BY', hardness: 'TARGET', date: '2013-12' },
      'by December 2013 (target)',
    ],
    [{ precision: 'MONTH', date: '2011-07' }, 'in July 2011'],
    [
      { precision: 'YEAR_WINDOW', date: '2011-04-01/2012-03-31' },
      'between 1 April 2011 and 31 March 2012',
    ],
    [{ precision: 'UNDATED' }, 'no date yet'],
  ] as const)('says a planned date as exactly as it is known: %j', (planned, words) => {
    expect(plannedWords(planned)).toBe(words);
  });

  it('says a day in words', () => {
    expect(dayWords('2013-10-07')).toBe('7 October 2013');
  });

  it('has a problem kind for each code of a refusal', () => {
    expect(Object.keys(problemKinds)).toEqual(expect.arrayContaining([...refusalCodes]));
  });

  it('gives each persona an opaque person of its own', () => {
    expect(new Set(personas.map((each) => each.person)).size).toBe(personas.length);
    for (const { person } of personas) expect(person).toMatch(/^P-\d+$/);
  });

  it('grants personas the roles a definition declares, but never relative ones', () => {
    const { definition } = compiledFrom(moveYaml);
    const grants = personaGrants(definition);
    const roles = new Set(grants.map((each) => each.role));
    expect(roles).toEqual(new Set(['SRO', 'PMO', 'AUDITOR']));
  });

  it('refuses an unknown key of an event and takes the same event without it', () => {
    const event = { item: 'M1', event: 'CLAIM' };
    expect(NewEvent.safeParse({ ...event, extra: 1 }).success).toBe(false);
    expect(NewEvent.safeParse(event).success).toBe(true);
  });

  it.each(['', ' ', 'a\nb', 'é', 'x'.repeat(201)])('refuses the idempotency key %j', (key) => {
    expect(IdempotencyKey.safeParse(key).success).toBe(false);
  });

  it.each(['a', 'two words', 'x'.repeat(200)])('takes the idempotency key %j', (key) => {
    expect(IdempotencyKey.safeParse(key).success).toBe(true);
  });

  it('presents a milestone against its plan, and why a date is still to be confirmed', () => {
    const { compiled, state } = opened('2026-03-02T08:00:00.000Z');
    const [dated, undated] = presentMilestones(compiled, state, '2026-04-02');
    expect(dated).toMatchObject({
      item: 'M1',
      planned: { words: 'on 31 March 2026 (hard)' },
      committed: '2026-03-31',
      standing: { forecast: 'late' },
    });
    expect(undated).toMatchObject({ planned: null, unknown: 'agreed with the landlord later' });
  });
});
