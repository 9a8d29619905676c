import fc from 'fast-check';
import { ukCalendar } from '../../../test/support/uk-calendars.js';
import { addDays } from './day-number.js';
import { network, type Network, type NetworkPlace } from './network.js';
import type { NetworkMilestone } from './network-milestone.js';
import { addWorkingDays, workingDaysBetween } from './working-calendar.js';

const england = ukCalendar('england-and-wales');

function placesOf(found: Network): ReadonlyMap<string, NetworkPlace> {
  if (!found.ok) throw new Error(`goes round: ${found.cycle.join(' → ')}`);
  return found.places;
}

const pass = (...milestones: NetworkMilestone[]): Record<string, NetworkPlace> =>
  Object.fromEntries(placesOf(network(milestones, england)));

const open = (early: string, late: string, float: number) => ({
  kind: 'open',
  early,
  late,
  float,
  critical: float <= 0,
});

test('a milestone comes no earlier than its own date, nor than what it waits for with the lag', () => {
  expect(
    pass(
      { id: 'plan', date: '2011-06-08' },
      { id: 'review', date: '2011-06-10', links: [{ after: 'plan', workingDays: 5 }] },
      { id: 'report', date: '2011-06-20', links: [{ after: 'review', workingDays: 1 }] },
    ),
  ).toEqual({
    plan: open('2011-06-08', '2011-06-10', 2),
    review: open('2011-06-15', '2011-06-17', 2),
    report: open('2011-06-20', '2011-06-20', 0),
  });
});

test.each([
  ['none: the same day, even a Sunday', { after: 'a' }, '2011-07-31'],
  ['one working day', { after: 'a', workingDays: 1 }, '2011-08-01'],
  ['21 working days, over a bank holiday', { after: 'a', workingDays: 21 }, '2011-08-30'],
  ['100 calendar days', { after: 'a', days: 100 }, '2011-11-08'],
  ['a lead of 2 working days', { after: 'a', workingDays: -2 }, '2011-07-27'],
])('the lag may be %s', (_what, link, early) => {
  const places = pass(
    { id: 'a', date: '2011-07-31' },
    { id: 'b', date: '2011-01-04', links: [link] },
  );
  expect(places['b']).toMatchObject({ early });
});

test('float is negative, and the way there critical, when a hard date cannot be held', () => {
  const places = pass(
    { id: 'bill', date: '2013-04-25' },
    {
      id: 'vesting',
      date: '2013-04-01',
      noLaterThan: '2013-04-30',
      links: [{ after: 'bill', workingDays: 10 }],
    },
    { id: 'other', date: '2013-12-31' },
  );
  expect(places).toEqual({
    bill: open('2013-04-25', '2013-04-16', -7),
    vesting: open('2013-05-10', '2013-04-30', -7),
    other: open('2013-12-31', '2013-12-31', 0),
  });
});

test('what is achieved keeps its day, holds up what follows, and is held up by nothing', () => {
  const places = pass(
    { id: 'strategy', date: '2011-09-01' },
    { id: 'plan', date: '2011-06-01', actual: '2011-06-08', links: [{ after: 'strategy' }] },
    { id: 'review', date: '2011-06-01', links: [{ after: 'plan', workingDays: 1 }] },
  );
  expect(places['plan']).toEqual({ kind: 'achieved', on: '2011-06-08' });
  expect(places['review']).toMatchObject({ early: '2011-06-09' });
  expect(places['strategy']).toMatchObject({ critical: true, float: 0 });
});

test('what has no date, and what waits for it, is not calculable, and says which has none', () => {
  const places = pass(
    { id: 'M07' },
    { id: 'M10', date: '2011-09-01', links: [{ after: 'M07', workingDays: 20 }] },
    { id: 'M14', date: '2012-03-31', links: [{ after: 'M10' }] },
    { id: 'M15', links: [{ after: 'M06' }] },
    { id: 'M06', date: '2011-07-31' },
  );
  expect(places).toMatchObject({
    M07: { kind: 'notCalculable', undated: 'M07' },
    M10: { kind: 'notCalculable', undated: 'M07' },
    M14: { kind: 'notCalculable', undated: 'M07' },
    M15: { kind: 'notCalculable', undated: 'M15' },
    M06: { kind: 'open', float: 0 },
  });
});

test('an achieved milestone makes calculable what follows it', () => {
  const places = pass(
    { id: 'M07', actual: '2011-07-28' },
    { id: 'M10', date: '2011-07-01', links: [{ after: 'M07', workingDays: 20 }] },
  );
  expect(places['M10']).toMatchObject({ kind: 'open', early: '2011-08-25' });
});

test('milestones that wait for each other are refused, and quoted in order', () => {
  const round: NetworkMilestone[] = [
    { id: 'c', date: '2011-04-01', links: [{ after: 'b' }] },
    { id: 'b', date: '2011-04-01', links: [{ after: 'a' }] },
    { id: 'a', date: '2011-04-01', links: [{ after: 'c' }] },
    { id: 'A-follower', date: '2011-04-01', links: [{ after: 'b' }] },
  ];
  const refused = { ok: false, cycle: ['b', 'a', 'c', 'b'] };
  expect(network(round, england)).toEqual(refused);
  expect(network(round.toReversed(), england)).toEqual(refused);
  expect(network([{ id: 'a', links: [{ after: 'a' }] }], england)).toEqual({
    ok: false,
    cycle: ['a', 'a'],
  });
});

test('an id given twice and a lag that is no whole number are refused, and quoted', () => {
  expect(() => pass({ id: 'a' }, { id: 'a' })).toThrow('"a"');
  expect(() => pass({ id: 'a', links: [{ after: 'b', workingDays: 1.5 }] })).toThrow('1.5');
});

test('an empty plan has no end', () => {
  expect(network([], england)).toEqual({ ok: true, places: new Map() });
});

describe('for any plan without cycles', () => {
  const day = fc.integer({ min: 0, max: 1500 }).map((n) => addDays('2010-01-01', n));
  const lag = fc.oneof(
    fc.record({ workingDays: fc.integer({ min: 0, max: 60 }) }),
    fc.record({ days: fc.integer({ min: 0, max: 100 }) }),
  );
  /** Each waits only for some before it, so nothing goes round. */
  const plan = (dates: 'all' | 'some') =>
    fc
      .array(
        fc.record({
          date: dates === 'all' ? day : fc.option(day, { nil: undefined }),
          hard: fc.option(day, { nil: undefined, freq: 3 }),
          actual:
            dates === 'all' ? fc.constant(undefined) : fc.option(day, { nil: undefined, freq: 5 }),
          links: fc.array(fc.tuple(fc.nat(), lag), { maxLength: 3 }),
        }),
        { minLength: 1, maxLength: 25 },
      )
      .map((rows) =>
        rows.map(({ date, hard, actual, links }, index): NetworkMilestone => ({
          id: `M${index}`,
          date,
          actual,
          noLaterThan: hard,
          links:
            index === 0 ? [] : links.map(([to, each]) => ({ after: `M${to % index}`, ...each })),
        })),
      );

  test('the order in which milestones are listed makes no difference', () => {
    fc.assert(
      fc.property(plan('some'), fc.infiniteStream(fc.nat()), (milestones, random) => {
        const keyed = milestones.map((each) => [random.next().value as number, each] as const);
        const shuffled = keyed.toSorted(([a], [b]) => a - b).map(([, each]) => each);
        const sorted = (found: Network) =>
          [...placesOf(found)].toSorted(([a], [b]) => (a < b ? -1 : 1));
        expect(sorted(network(shuffled, england))).toEqual(sorted(network(milestones, england)));
      }),
    );
  });

  test('a longer lag makes nothing earlier', () => {
    fc.assert(
      fc.property(
        plan('all'),
        fc.nat(),
        fc.integer({ min: 1, max: 30 }),
        (milestones, which, more) => {
          const chosen = which % milestones.length;
          const longer = milestones.map((each, index): NetworkMilestone =>
            index !== chosen
              ? each
              : {
                  ...each,
                  links: (each.links ?? []).map((link) =>
                    link.days === undefined
                      ? { ...link, workingDays: (link.workingDays ?? 0) + more }
                      : { ...link, days: link.days + more },
                  ),
                },
          );
          const before = placesOf(network(milestones, england));
          for (const [id, after] of placesOf(network(longer, england))) {
            const was = before.get(id);
            if (after.kind !== 'open' || was?.kind !== 'open') throw new Error(`${id} is not open`);
            expect(after.early >= was.early).toBe(true);
          }
        },
      ),
    );
  });

  test('every link is kept, and every milestone comes no earlier than its own date', () => {
    fc.assert(
      fc.property(plan('all'), (milestones) => {
        const places = placesOf(network(milestones, england));
        for (const { id, date = '', links = [] } of milestones) {
          const place = places.get(id);
          if (place?.kind !== 'open') throw new Error(`${id} is not open`);
          expect(place.early >= date).toBe(true);
          for (const { after, workingDays = 0, days } of links) {
            const before = places.get(after);
            if (before?.kind !== 'open') throw new Error(`${after} is not open`);
            const least =
              days !== undefined
                ? addDays(before.early, days)
                : workingDays === 0
                  ? before.early
                  : addWorkingDays(england, before.early, workingDays);
            expect(place.early >= least).toBe(true);
          }
        }
      }),
    );
  });

  test('float is the working days from early to late, and critical means none of it is left', () => {
    fc.assert(
      fc.property(plan('some'), (milestones) => {
        for (const place of placesOf(network(milestones, england)).values()) {
          if (place.kind !== 'open') continue;
          expect(workingDaysBetween(england, place.early, place.late)).toBe(place.float);
          expect(place.critical).toBe(place.float <= 0);
        }
      }),
    );
  });

  test('a critical way leads to the end: something is critical whenever something is calculable', () => {
    fc.assert(
      fc.property(plan('some'), (milestones) => {
        const places = [...placesOf(network(milestones, england)).values()];
        const calculable = places.filter(({ kind }) => kind === 'open');
        expect(calculable.some((each) => each.kind === 'open' && each.critical)).toBe(
          calculable.length > 0,
        );
      }),
    );
  });

  test('a milestone may use up its float and the end stays; one working day more and it does not', () => {
    fc.assert(
      fc.property(plan('all'), fc.nat(), (milestones, which) => {
        const soft = milestones.map(({ noLaterThan: _hard, ...each }) => each);
        const chosen = soft[which % soft.length];
        const found = network(soft, england);
        const place = chosen && placesOf(found).get(chosen.id);
        if (!found.ok || place?.kind !== 'open') throw new Error('nothing is open');
        const endWith = (date: string) => {
          const again = network(
            soft.map((each) => (each === chosen ? { ...each, date } : each)),
            england,
          );
          return again.ok ? (again.end ?? '') : '';
        };
        expect(place.float).toBeGreaterThanOrEqual(0);
        expect(endWith(place.late)).toBe(found.end);
        expect(endWith(addWorkingDays(england, place.late, 1)) > (found.end ?? '')).toBe(true);
      }),
    );
  });
});

test('a chain of 20,000 milestones is no deeper than any other', () => {
  const chain = Array.from({ length: 20_000 }, (_, index): NetworkMilestone => ({
    id: `M${index}`,
    date: '2011-04-01',
    links: index === 0 ? [] : [{ after: `M${index - 1}` }],
  }));
  expect(placesOf(network(chain.toReversed(), england)).size).toBe(20_000);
});
