import {
  answer,
  approvedFirst,
  evidence,
  history,
  historyUntil,
  replay,
  type Told,
} from '../support/reference-programme.js';

describe('facts about the outside world', () => {
  it('come with their day, or with what is known instead, not with neither', () => {
    const record = (when: Told[4]): Told => [
      '2011-05-03 10:00',
      'pmo',
      'nca-transition',
      'RECORD_OUTSIDE_FACT',
      { fact: 'A fact', evidence: evidence(), ...when },
    ];
    const told = (when: Told[4]) =>
      answer([], [...approvedFirst(record(when), 'pmo2', 1), record(when)]);
    expect(told({})?.message).toContain('say in "when" what is');
    expect(told({ when: 'In April 2011' })).toBeNull();
    expect(told({ day: '2011-05-01' })).toBeNull();
  });

  it('take a second person, who sees the same evidence', () => {
    const published = (source = 'Test'): Told => [
      '2011-06-08 10:00',
      'pmo',
      'nca-transition',
      'PLAN_PUBLISHED',
      { evidence: [{ title: 'Paper', source }] },
    ];
    const approved = (by: string) => approvedFirst(published(), by, 1);
    expect(answer([], [published()])?.findings[0]?.words).toContain('another has to approve it');
    expect(answer([], approved('pmo'))?.message).toContain('P-107 was requester');
    expect(answer([], [...approved('pmo2'), published()])).toBeNull();
    const other = answer([], [...approved('pmo2'), published('Another paper')]);
    expect(other?.message).toContain('approval-1 was given on other evidence');
  });

  it('of the record state no day that the record does not know', () => {
    const done = replay(history.events, [], '2013-01-01 12:00');
    const facts = done.state.items['nca-transition']?.data['outsideFacts'];
    expect(facts).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ on: null, when: 'By December 2012; the day is not known' }),
        expect.objectContaining({ on: '2012-04-01', when: null }),
      ]),
    );
    const standing = history.events.filter(
      (row) => row.mark === 'history' && row.note?.startsWith('Stands for') === true,
    );
    expect(standing.map((row) => row.at)).toEqual(['2011-10-31 12:00', '2012-12-31 12:00']);
    for (const row of standing) {
      expect(JSON.stringify(row.payload)).toContain('the day is not known');
    }
  });

  it('of the record rest on nothing that is assumed', () => {
    const mixed = history.events
      .filter((row) => row.mark === 'history')
      .filter((row) => JSON.stringify(row.payload).includes('Assumed'));
    expect(mixed).toEqual([]);
  });
});

describe('the legacy body', () => {
  const abolish: Told = [
    '2013-10-07 12:00',
    'sponsor',
    'nca-transition',
    'LEGACY_ABOLISHED',
    history.events.find((row) => row.event === 'LEGACY_ABOLISHED')?.payload,
  ];

  it('is not abolished before its obligations are assigned', () => {
    const rows = (without: string) =>
      historyUntil('2013-10-07 12:00', (row) => row.event === without);
    const refusal = answer(rows('ASSIGN_OBLIGATIONS'), [abolish]);
    expect(refusal?.message).toContain('obligations are assigned');
    expect(answer(rows('none'), [abolish])).toBeNull();
  });
});
