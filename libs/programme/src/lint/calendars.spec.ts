import { calendarYaml } from '../../../../test/support/calendar-programme.js';
import { existsSync, readFileSync } from 'node:fs';
import { lint, loadDefinition } from '../index.js';

/** What is wrong with the programme on both sides of the border, with one part of it replaced. */
function problems(part: string, by: string): string[] {
  if (!calendarYaml.includes(part)) throw new Error(`nothing to replace: ${part}`);
  const path = 'programmes/own/programme.yaml';
  const loaded = loadDefinition(path, (file) => {
    if (file === path) return calendarYaml.replace(part, by);
    return existsSync(file) ? readFileSync(file, 'utf8') : null;
  });
  return loaded.ok
    ? lint(loaded.definition, loaded.locate).map((each) => `${each.line}: ${each.message}`)
    : loaded.problems.map((each) => `${each.line}: ${each.message}`);
}

const calendars = (more: string) => ['profiles:', `calendars:\n  ${more}\nprofiles:`] as const;
const named = (more: string) => calendars(`here: { title: Here, ${more} }`);

describe('calendars', () => {
  it('may be several, by item, by role, by country and in parts', () => {
    expect(problems(...named('country: NL, covers: { from: 2012, until: 2014 }'))).toEqual([]);
    const parts = '[{ calendar: scotland }, { from: "2012-01-01", calendar: england-and-wales }]';
    expect(problems(...named(`parts: ${parts}`))).toEqual([]);
    const own = `{ is: holiday, name: Company day }`;
    expect(problems(...named(`holidays: {}, overrides: { '2013-12-24': ${own} }`))).toEqual([]);
  });

  it.each([
    [
      'of a programme',
      ['calendar: england-and-wales', 'calendar: england'] as const,
      'there is no calendar "england"',
    ],
    [
      'of an item',
      ['calendar: scotland, data', 'calendar: scotlund, data'] as const,
      'there is no calendar "scotlund"; did you mean "scotland"?',
    ],
    [
      'of a role',
      ['calendar: scotland }', 'calendar: wales }'] as const,
      'there is no calendar "wales"',
    ],
    [
      'with a part that is not there',
      named('parts: [{ calendar: wales }]'),
      'part "wales" is no calendar with days of its own',
    ],
    [
      'made of itself',
      named('parts: [{ calendar: here }]'),
      'part "here" is no calendar with days of its own',
    ],
    [
      'whose first part has a first day',
      named('parts: [{ from: "2012-01-01", calendar: scotland }]'),
      'the first part is in force before 2012-01-01 as well; leave out its "from"',
    ],
    [
      'whose second part has none',
      named('parts: [{ calendar: scotland }, { calendar: scotland }]'),
      'part "scotland" does not say from when; give it "from"',
    ],
    [
      'with parts out of order',
      named(
        'parts: [{ calendar: scotland }, { from: "2013-01-01", calendar: scotland }, { from: "2012-01-01", calendar: scotland }]',
      ),
      '2012-01-01 does not follow the part before it',
    ],
    [
      'that says nothing',
      named('source: hearsay'),
      'calendar "here": it says of no day whether it is worked; give holidays, a country or parts',
    ],
    [
      'of parts and holidays',
      named('holidays: {}, parts: [{ calendar: scotland }]'),
      'its days are those of its parts',
    ],
    [
      'of an unknown country',
      named('country: XX, covers: { from: 2012, until: 2014 }'),
      'no country "XX" is known',
    ],
    [
      'of an unknown region',
      named('country: DE, region: XX, covers: { from: 2012, until: 2014 }'),
      'no region "XX" is known',
    ],
    ['of a country in no year', named('country: NL'), 'of which years? Give covers'],
    [
      'of years that end before they begin',
      named('country: NL, covers: { from: 2014, until: 2012 }'),
      'the years 2014 to 2012 are none',
    ],
    [
      'of a country in too many years',
      named('country: NL, covers: { from: 1950, until: 2012 }'),
      'for at most 30 years',
    ],
    [
      'of the United Kingdom by the library',
      named('country: GB, covers: { from: 2012, until: 2014 }'),
      'use ../calendars/uk-bank-holidays.yaml',
    ],
    [
      'with a week of weekends',
      named('holidays: {}, weekend: [1, 2, 3, 4, 5, 6, 7]'),
      'leaves no day to work on',
    ],
    [
      'that ends before a deadline',
      [
        "data: &two\n      due: { is: { precision: DAY, bound: BY, hardness: TARGET, date: '2013-12-02' } }",
        "data: &two\n      due: { is: { precision: DAY, bound: BY, hardness: TARGET, date: '2029-01-02' } }",
      ] as const,
      '2029-01-02 is outside the years 2010 to 2028 of calendar "scotland", so its holidays are not known',
    ],
    [
      'adopted in two registers',
      [
        '  calendars: { chart: calendar-register, title: Calendars, mark: proposed }\n',
        '  calendars: { chart: calendar-register, title: Calendars, mark: proposed }\n  more: { chart: calendar-register, title: More, mark: proposed }\n',
      ] as const,
      '"more" adopts tables of holidays, and so does "calendars"; keep one register of them',
    ],
    [
      'in a register that may be corrected',
      [
        '  milestone:\n    title: Milestone\n',
        '  own:\n    title: Own\n    calendars: since\n    fields: { since: { type: rows, columns: { hash: { type: label, correctable: true } } } }\n    initial: open\n    states: { open: { rest: true } }\n  milestone:\n    title: Milestone\n',
      ] as const,
      '"hash" is of the register of adopted tables, which an event alone may change; give it no "correctable"',
    ],
    [
      'in a register whose tables may be recorded',
      [
        '  milestone:\n    title: Milestone\n',
        '  own:\n    title: Own\n    recordedBy: [PMO]\n    calendars: since\n    fields: { since: { type: rows, recordable: false, columns: { table: { type: holidayTable } } } }\n    initial: open\n    states: { open: { rest: true } }\n  milestone:\n    title: Milestone\n',
      ] as const,
      '"table" is of the register of adopted tables, which an event alone may change; give it "recordable: false"',
    ],
    [
      'in a register that cannot hold a table',
      ['    title: Wait\n', '    title: Wait\n    calendars: since\n'] as const,
      'the register "since" of adopted tables has no column calendar, table, hash, replaces',
    ],
  ])('%s are refused where they are wrong', (_, [part, by], message) => {
    const found = problems(part, by);
    expect(found.join('\n')).toContain(message);
    expect(found[0]).toMatch(/^\d+: /);
  });

  it('of a country are written out, with the library that said so', () => {
    const path = 'nl.yaml';
    const text = `format: evolve/part/1\ncalendars: { nl: { title: Netherlands, country: NL, covers: { from: 2026, until: 2026 } } }`;
    const loaded = loadDefinition('programmes/own/programme.yaml', (file) =>
      file.endsWith(path)
        ? text
        : file.endsWith('own/programme.yaml')
          ? calendarYaml.replace('use: [', `use: [${path}, `)
          : readFileSync(file, 'utf8'),
    );
    expect(loaded.ok && loaded.definition.calendars['nl']).toMatchObject({
      source: 'date-holidays 3.37.0, public holidays of NL, 2026 to 2026',
      holidays: { '2026-04-27': 'Koningsdag' },
    });
  });
});
