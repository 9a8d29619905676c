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

type Of = Parameters<typeof recipientsOf>;
const manager = 'PROGRAMME_MANAGER';
const heardBy = (about: Of[0], grants: Of[1]['held'], delegations: Of[1]['delegations'] = []) =>
  recipientsOf(about, { held: grants, people, manager, delegations });
const names = (...args: Parameters<typeof heardBy>) =>
  heardBy(...args).recipients.map((each) => each.person);

test('a role reaches everyone who holds it for all items or for this one', () => {
  const grants = [held('P1', 'LEAD'), held('P2', 'LEAD', 'M1'), held('P3', 'LEAD', 'M2')];
  expect(names(notice(['LEAD']), grants)).toEqual(['P1', 'P2']);
});

test('a person with two of the roles hears it once', () => {
  const grants = [held('P1', 'LEAD'), held('P1', 'SRO')];
  expect(names(notice(['LEAD', 'SRO'], ['P1']), grants)).toEqual(['P1']);
});

test('a vacant role is heard by the programme managers, who are told why', () => {
  const grants = [held('P1', 'PROGRAMME_MANAGER'), held('P2', 'SRO')];
  expect(heardBy(notice(['LEAD', 'SRO']), grants)).toEqual({
    recipients: [
      { person: 'P2', name: 'Bob', email: null, standsInFor: [], inPlaceOf: [], actsFor: [] },
      {
        person: 'P1',
        name: 'Ann',
        email: 'ann@example.org',
        standsInFor: ['LEAD'],
        inPlaceOf: [],
        actsFor: [],
      },
    ],
    unheard: [],
    left: [],
  });
});

test('a programme manager of the item stands in before one of another item', () => {
  const grants = [held('P2', 'PROGRAMME_MANAGER', 'M2'), held('P1', 'PROGRAMME_MANAGER', 'M1')];
  expect(names(notice(['LEAD']), grants)).toEqual(['P1']);
  expect(names(notice(['LEAD']), grants.slice(0, 1))).toEqual(['P2']);
});

test('the role that manages is the one that the programme names', () => {
  const grants = [held('P1', 'PROGRAMME_MANAGER'), held('P2', 'HEAD_LIBRARIAN')];
  const { recipients } = recipientsOf(notice(['LEAD']), {
    held: grants,
    people,
    manager: 'HEAD_LIBRARIAN',
  });
  expect(recipients.map((each) => each.person)).toEqual(['P2']);
});

test('a notice for nobody goes to the programme managers', () => {
  expect(names(notice([]), [held('P1', 'PROGRAMME_MANAGER')])).toEqual(['P1']);
});

test('a role that nobody can stand in for is reported, never dropped in silence', () => {
  expect(heardBy(notice(['LEAD'], ['P9']), [])).toEqual({
    recipients: [],
    unheard: ['LEAD'],
    left: ['P9'],
  });
});

test('whoever acts for somebody hears what is for them as well, and for whom', () => {
  const grants = [held('P1', 'LEAD'), held('P2', 'SRO'), held('P3', 'LEAD')];
  const away = [
    { giver: 'P1', delegate: 'P2' },
    { giver: 'P3', delegate: 'P2' },
  ];
  const { recipients } = heardBy(notice(['LEAD']), grants, away);
  expect(recipients.map(({ person, actsFor }) => [person, actsFor])).toEqual([
    ['P1', []],
    ['P3', []],
    ['P2', ['P1', 'P3']],
  ]);
});

test('what is heard for another is not handed on, and nobody outside the programme hears it', () => {
  const grants = [held('P1', 'LEAD'), held('P2', 'SRO'), held('P3', 'SRO')];
  const chain = [
    { giver: 'P1', delegate: 'P2' },
    { giver: 'P2', delegate: 'P3' },
    { giver: 'P1', delegate: 'P8' },
  ];
  const { recipients } = heardBy(notice(['LEAD']), grants, chain);
  expect(recipients.map((each) => each.person)).toEqual(['P1', 'P2']);
});

test('what is for a person who holds no role any more goes to the programme managers, who are told', () => {
  const grants = [held('P1', 'PROGRAMME_MANAGER'), held('P2', 'LEAD')];
  const { recipients } = heardBy(notice(['LEAD'], ['P9']), grants);
  expect(recipients).toMatchObject([
    { person: 'P2', inPlaceOf: [] },
    { person: 'P1', standsInFor: [], inPlaceOf: ['P9'] },
  ]);
});
