import { recipientsOf } from './recipients.js';

const people = [
  { id: 'P1', name: 'Ann', email: 'ann@example.org' },
  { id: 'P2', name: 'Bob', email: null },
];
const notice = (toRoles: string[], toPersons: string[] = []) => ({
  item: 'M1',
  toRoles,
  toPersons,
});
const held = (person: string, role: string, ...items: string[]) => ({ person, role, items });

const names = (...args: Parameters<typeof recipientsOf>) =>
  recipientsOf(...args).recipients.map((each) => each.person);

test('a role reaches everyone who holds it for all items or for this one', () => {
  const grants = [held('P1', 'LEAD'), held('P2', 'LEAD', 'M1'), held('P3', 'LEAD', 'M2')];
  expect(names(notice(['LEAD']), grants, people)).toEqual(['P1', 'P2']);
});

test('a person with two of the roles hears it once', () => {
  const grants = [held('P1', 'LEAD'), held('P1', 'SRO')];
  expect(names(notice(['LEAD', 'SRO'], ['P1']), grants, people)).toEqual(['P1']);
});

test('a vacant role is heard by the programme managers, who are told why', () => {
  const grants = [held('P1', 'PROGRAMME_MANAGER'), held('P2', 'SRO')];
  expect(recipientsOf(notice(['LEAD', 'SRO']), grants, people)).toEqual({
    recipients: [
      { person: 'P2', name: 'Bob', email: null, standsInFor: [] },
      { person: 'P1', name: 'Ann', email: 'ann@example.org', standsInFor: ['LEAD'] },
    ],
    unheard: [],
  });
});

test('a programme manager of the item stands in before one of another item', () => {
  const grants = [held('P2', 'PROGRAMME_MANAGER', 'M2'), held('P1', 'PROGRAMME_MANAGER', 'M1')];
  expect(names(notice(['LEAD']), grants, people)).toEqual(['P1']);
  expect(names(notice(['LEAD']), grants.slice(0, 1), people)).toEqual(['P2']);
});

test('a notice for nobody goes to the programme managers', () => {
  expect(names(notice([]), [held('P1', 'PROGRAMME_MANAGER')], people)).toEqual(['P1']);
});

test('a role that nobody can stand in for is reported, never dropped in silence', () => {
  expect(recipientsOf(notice(['LEAD']), [], people)).toEqual({ recipients: [], unheard: ['LEAD'] });
});
