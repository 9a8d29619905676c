import ICAL from 'ical.js';
import type { Milestone } from '#contract';
import { messages } from '#notify';
import { calendarText } from './calendar.js';

const milestone = (more: Partial<Milestone>): Milestone => ({
  item: 'M1',
  title: 'Doors open',
  state: 'planned',
  achieved: false,
  planned: null,
  committed: null,
  strict: null,
  deadline: null,
  forecast: null,
  actual: null,
  slip: null,
  rag: null,
  stated: null,
  standing: null,
  calendar: 'england',
  owner: 'LEAD',
  dependsOn: [],
  earlyDate: null,
  lateDate: null,
  float: null,
  critical: null,
  notCalculable: null,
  profile: null,
  unknown: null,
  uncounted: null,
  ...more,
});
const planned = (more: Partial<NonNullable<Milestone['planned']>>) => ({
  words: '',
  wording: null,
  precision: 'DAY' as const,
  bound: null,
  hardness: null,
  date: null,
  relativeTo: null,
  ...more,
});
const part = {
  organisation: 'acme',
  programme: { id: 'move', title: 'Office move', clock: 'live' as const },
  changedAt: '2011-03-02T09:00:00.000Z',
  roleTitles: { LEAD: 'Team lead' },
};
const textOf = (...milestones: Milestone[]) =>
  calendarText('Evolve', 'evolve.example', [{ ...part, milestones }], messages('en-GB'));
const eventsIn = (text: string) =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((each) => {
    const { startDate, endDate, summary, description, uid } = new ICAL.Event(each);
    return {
      days: `${startDate.toString()} to ${endDate.toString()}`,
      isDate: startDate.isDate,
      summary,
      description,
      uid,
    };
  });

describe('a calendar of milestones', () => {
  it.each([
    ['a day as that day', { precision: 'DAY', date: '2011-03-31' }, '2011-03-31 to 2011-04-01'],
    [
      'a month as all its days',
      { precision: 'MONTH', date: '2013-12' },
      '2013-12-01 to 2014-01-01',
    ],
    [
      'a window as all its days',
      { precision: 'YEAR_WINDOW', date: '2011-04-01/2012-03-31' },
      '2011-04-01 to 2012-04-01',
    ],
    [
      'a day as that day in a leap year',
      { precision: 'MONTH', date: '2012-02' },
      '2012-02-01 to 2012-03-01',
    ],
  ] as const)('shows %s', (_, date, days) => {
    const [event] = eventsIn(textOf(milestone({ planned: planned(date) })));
    expect(event).toMatchObject({ days, isDate: true });
  });

  it('keeps the original words of a window, and its last working day', () => {
    const [event] = eventsIn(
      textOf(
        milestone({
          planned: planned({ precision: 'MONTH', date: '2013-12', wording: 'by December 2013' }),
          committed: '2013-12-31',
          deadline: '2013-12-30',
        }),
      ),
    );
    expect(event?.description).toContain(
      'In the plan’s own words: “by December 2013”'.replace('’', "'"),
    );
    expect(event?.description).toContain('Last working day for it: 2013-12-30');
  });

  it('names its owner by the title of the role', () => {
    const [event] = eventsIn(textOf(milestone({ planned: planned({ date: '2011-03-31' }) })));
    expect(event?.description).toContain('Owner: Team lead');
  });

  it('says what it says in the language of its reader, and nothing in another', () => {
    const english = messages('en-GB');
    const feed = {
      ...english.feed,
      achieved: (title: string) => `${title} ✓`,
      rehearsed: (title: string) => `≈ ${title}`,
      item: (_: string, item: string) => item,
      planned: () => '1',
      wording: (words: string) => `„${words}“`,
      deadline: (date: string) => `≤ ${date}`,
      forecast: (date: string) => `→ ${date}`,
      owner: () => '2',
      notForReal: () => '3',
    };
    const milestones = [
      milestone({
        item: '1',
        title: 'Двери',
        achieved: true,
        planned: planned({ date: '2011-03-31', wording: 'в марте' }),
        committed: '2011-03-31',
        deadline: '2011-03-30',
        forecast: '2011-04-01',
      }),
    ];
    const programme = { ...part.programme, clock: 'rehearsal' as const };
    const words = { ...english, feed };
    const [event] = eventsIn(
      calendarText('7', 'evolve.example', [{ ...part, programme, milestones }], words),
    );
    expect(event?.summary).toBe('≈ Двери ✓');
    expect(event?.description).not.toMatch(/[A-Za-z]/);
  });

  it('shows what happened on the day it did, under the UID it had before', () => {
    const before = milestone({ planned: planned({ date: '2011-03-31' }) });
    const after = { ...before, achieved: true, actual: '2011-04-04' };
    const [[was], [is]] = [eventsIn(textOf(before)), eventsIn(textOf(after))];
    expect(is).toMatchObject({
      days: '2011-04-04 to 2011-04-05',
      summary: 'Doors open (achieved)',
    });
    expect(is?.uid).toBe(was?.uid);
  });

  it('leaves out what has no date', () => {
    expect(eventsIn(textOf(milestone({ planned: planned({ precision: 'UNDATED' }) })))).toEqual([]);
    expect(eventsIn(textOf(milestone({})))).toEqual([]);
  });

  it('is the same text for the same milestones, whenever it is written', () => {
    const one = milestone({ planned: planned({ date: '2011-03-31' }) });
    expect(textOf(one)).toBe(textOf(one));
    expect(textOf(one)).toContain('DTSTAMP:20110302T090000Z');
  });

  it('lets no words break out of their property', () => {
    const [event, ...more] = eventsIn(
      textOf(
        milestone({ title: 'A\r\nBEGIN:VEVENT; x, y', planned: planned({ date: '2011-03-31' }) }),
      ),
    );
    expect(more).toEqual([]);
    expect(event?.summary).toContain('BEGIN:VEVENT; x, y');
  });
});
