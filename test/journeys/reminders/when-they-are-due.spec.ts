import { definitionFiles, publishReference } from '../../support/lived-programme.js';
import { ledgerOf, startRehearsal } from '../../support/start-rehearsal.js';
import { startTestApi, type TestApi } from '../../support/test-api.js';

type Programme = Awaited<ReturnType<typeof startRehearsal>>;

/** An api, and rehearsals of the whole reference programme. */
const patience = 60_000;

let test: TestApi;
let early: Programme;
let definition: string;

beforeAll(async () => {
  test = await startTestApi();
  definition = await publishReference(test);
  early = await startRehearsal(test, { definition, id: 'early', startAt: '2011-01-04 08:00' });
}, patience);

afterAll(() => test.close());

const before = async (programme: Programme, item: string) => {
  const lines = await ledgerOf(programme, `item=${item}&kind=reminder`);
  return lines
    .filter(({ key }) => key.startsWith('T-'))
    .map(({ dueLocal }) => dueLocal.replace(' 09:00', ''));
};
const milestone = async (programme: Programme, item: string) => {
  const { body } = await programme.read('/milestones');
  return body.milestones.find((each: { item: string }) => each.item === item);
};

describe('story 2: working-day arithmetic', () => {
  it.each([
    ['M06', '2011-05-05 2011-06-03 2011-07-01 2011-07-15 2011-07-22 2011-07-28'],
    ['M02', '2011-01-07 2011-02-04 2011-03-04 2011-03-18 2011-03-25 2011-03-31'],
    ['M03', '2011-01-07 2011-02-04 2011-03-04 2011-03-18 2011-03-25 2011-03-31'],
    ['M04', '2011-01-07 2011-02-04 2011-03-04 2011-03-18 2011-03-25 2011-03-31'],
    ['M11', '2012-01-06 2012-02-03 2012-03-02 2012-03-16 2012-03-23 2012-03-29'],
    ['M19', '2013-10-04 2013-11-01 2013-11-29 2013-12-13 2013-12-20 2013-12-30'],
  ])(
    'the reminders of %s before it is due fall on their known days at nine',
    async (item, days) => {
      expect((await before(early, item)).join(' ')).toBe(days);
    },
  );
});

describe('story 3: calendars per division', () => {
  it(
    '2 December 2013 is a holiday in Scotland alone: reminders before it come a day earlier',
    async () => {
      const scottish = definitionFiles('programmes/evolve-nca/programme.yaml', (text) =>
        text.replace(/^calendar: england-and-wales$/m, 'calendar: scotland'),
      );
      const { body } = await test.post('/api/v1/definitions', scottish);
      const startAt = '2011-01-05 08:00';
      const start = { definition: body.hash, id: 'scottish', startAt };
      const scotland = await startRehearsal(test, start);
      expect((await before(scotland, 'M19')).slice(2)).toEqual([
        '2013-11-28',
        '2013-12-13',
        '2013-12-20',
        '2013-12-30',
      ]);
    },
    patience,
  );
});

describe('story 4: a legal date on a holiday', () => {
  it('stays where it is, and its reminders count from the last working day before it', async () => {
    expect(await milestone(early, 'M06')).toMatchObject({
      committed: '2011-07-31',
      deadline: '2011-07-29',
      planned: { hardness: 'HARD' },
    });
    const lines = await ledgerOf(early, 'item=M06&kind=reminder');
    expect(new Set(lines.map(({ detail }) => detail['deadline']))).toEqual(new Set(['2011-07-29']));
  });
});

describe('story 5: month precision', () => {
  it('is held to the last working day, and shows the words of the plan', async () => {
    expect(await milestone(early, 'M06')).toMatchObject({
      planned: { precision: 'MONTH', wording: 'will be published in July', date: '2011-07' },
      deadline: '2011-07-29',
    });
  });

  it('a window of a year is held to the last working day of the window', async () => {
    expect(await milestone(early, 'M11')).toMatchObject({
      planned: { precision: 'YEAR_WINDOW', wording: 'During the year it is expected' },
      committed: '2012-03-31',
      deadline: '2012-03-30',
    });
  });
});

describe('story 14: the clocks change', () => {
  it('nine in London stays nine on both sides of 27 March 2011', async () => {
    const lines = await ledgerOf(early, 'item=M02&kind=reminder');
    const at = (day: string) => lines.find(({ dueLocal }) => dueLocal === `${day} 09:00`)?.dueAt;
    expect(at('2011-03-25')).toBe('2011-03-25T09:00:00.000Z');
    expect(at('2011-03-31')).toBe('2011-03-31T08:00:00.000Z');
  });
});

describe('a plan that is loaded late', () => {
  let late: Programme;
  beforeAll(async () => {
    late = await startRehearsal(test, { definition, id: 'late', startAt: '2011-03-31 08:00' });
  }, patience);

  it('tells at once, in one notice, of the reminders that it came too late for', async () => {
    expect(await ledgerOf(late, 'item=M02&status=rehearsed')).toMatchObject([
      { kind: 'catchUp', detail: { missed: ['T-60', 'T-40', 'T-20', 'T-10', 'T-5'] } },
    ]);
    expect(await ledgerOf(late, 'item=M06&status=rehearsed')).toEqual([]);
  });

  it('tells of those due later that day as of any other', async () => {
    await late.moveTo('2011-03-31 09:00');
    const told = await ledgerOf(late, 'item=M02&status=rehearsed');
    expect(told.map(({ kind, key, late: isLate }) => [kind, key, isLate])).toEqual([
      ['catchUp', 'catch-up@2011-04-01>T-5', false],
      ['reminder', 'T-1@2011-04-01', false],
    ]);
  });
});

describe('story 6: what is outside the programme and has no date', () => {
  let watched: Programme;
  beforeAll(async () => {
    watched = await startRehearsal(test, {
      definition,
      id: 'watched',
      startAt: '2011-03-31 08:00',
    });
  }, patience);
  const standing = async () => (await milestone(watched, 'M07')).standing;

  it('comes up for a check every twenty working days, and is never overdue', async () => {
    await watched.moveTo('2011-06-02 09:00');
    const checks = await ledgerOf(watched, 'item=M07&kind=check');
    expect(checks.map(({ dueLocal, status }) => `${dueLocal} ${status}`)).toEqual([
      '2011-05-04 09:00 rehearsed',
      '2011-06-02 09:00 rehearsed',
      '2011-06-30 09:00 pending',
    ]);
    expect(await standing()).toMatchObject({ forecast: 'onPlan', escalation: 0 });
  });

  it('is escalated after three checks that nobody made, and calms down once somebody does', async () => {
    await watched.moveTo('2011-07-01 09:00');
    expect(await standing()).toMatchObject({ forecast: 'onPlan', escalation: 2 });
    const { body } = await watched.read('/notices?item=M07&limit=1000');
    expect(body.notices.at(-1)).toMatchObject({
      template: 'escalation',
      toRoles: ['PROGRAMME_MANAGER'],
      data: { urgent: false },
    });
    const checked = await watched.send('pmo', 'M07', 'RECORD_CHECK', { note: 'Not yet' });
    expect(checked.status).toBe(201);
    expect(await standing()).toMatchObject({ escalation: 0 });
  });
});
