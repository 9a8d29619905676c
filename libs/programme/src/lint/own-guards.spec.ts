import { smallDefinition } from '../../../../test/support/small-definition.js';
import { lint, loadDefinition } from '../index.js';

const town = (guard: string, name = 'ready') =>
  smallDefinition(
    'town',
    `
roles: { LEAD: { title: Lead } }
charts:
  hall:
    title: Hall
    fields:
      seats: { type: integer, optional: true }
      doors: { type: rows, optional: true, columns: { width: { type: integer } } }
    initial: closed
    states:
      closed:
        on:
          OPEN: { to: open, roles: [LEAD], payload: { on: { type: date } }, guard: { own: ready } }
          PASS_BY: { roles: [LEAD] }
      open: { rest: true }
items:
  hall: { chart: hall, title: Hall, mark: proposed, guards: { ${name}: ${guard} } }
`,
  );

function linted(yaml: string): string[] {
  const loaded = loadDefinition('town.yaml', () => yaml);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return lint(loaded.definition, loaded.locate).map((each) => each.message);
}

describe('lint of the conditions that items give', () => {
  it.each([
    ['a field', '{ known: { field: seats } }', '{ known: { field: seets } }', 'seets'],
    [
      'a column',
      '{ count: { of: { rows: doors, where: { width: 2 } }, atMost: 9 } }',
      '{ count: { of: { rows: doors, where: { widht: 2 } }, atMost: 9 } }',
      'register "doors" has no field "widht"; did you mean "width"?',
    ],
    [
      'an item',
      '{ not: { itemIn: { item: hall, states: [open] } } }',
      '{ not: { itemIn: { item: hell, states: [open] } } }',
      'there is no item "hell"; did you mean "hall"?',
    ],
    [
      'a state',
      '{ not: { itemIn: { item: hall, states: [open] } } }',
      '{ not: { itemIn: { item: hall, states: [opened] } } }',
      '"hall" has no state "opened"; did you mean "open"?',
    ],
    [
      'what the event carries',
      '{ dateReached: { date: { payload: on } } }',
      '{ dateReached: { date: { payload: in } } }',
      'OPEN carries no "in"',
    ],
  ])('finds %s that is not there, once, and accepts one that is', (_what, good, bad, words) => {
    expect(linted(town(good))).toEqual([]);
    expect(linted(town(bad))).toEqual([expect.stringContaining(words)]);
  });

  it('finds a condition that nothing asks for', () => {
    expect(linted(town('{ known: { field: seats } }', 'raedy'))).toEqual([
      'nothing in chart "hall" asks for a condition "raedy"; did you mean "ready"?',
    ]);
  });
});
