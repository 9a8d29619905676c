import { wouldGo, type Ways } from './would-go.js';

const organisation = 'acme';
const wish = { zone: 'UTC', digestAt: '08:00', muted: ['teams'], language: 'en-GB' };
const ways: Ways = {
  people: [
    { id: 'P1', email: 'ann@example.org' },
    { id: 'P2', email: null },
  ],
  preferences: [{ organisation, person: 'P1', ...wish }],
  addresses: [
    {
      recipient: 'P1',
      isShared: false,
      channel: 'slack',
      address: 'https://hooks.slack.com/services/secret',
    },
    {
      recipient: 'P1',
      isShared: false,
      channel: 'teams',
      address: 'https://teams.example.org/secret',
    },
  ],
};

test('a rehearsal says where a notice would have gone, by what each person prefers', () => {
  expect(wouldGo({ data: {} }, [{ person: 'P1' }, { person: 'P2' }], ways)).toEqual([
    { person: 'P1', channel: 'email', address: 'ann@example.org', digestAt: '08:00' },
    { person: 'P1', channel: 'inbox', address: 'P1', digestAt: null },
    { person: 'P1', channel: 'slack', address: 'hooks.slack.com', digestAt: null },
    { person: 'P2', channel: 'inbox', address: 'P2', digestAt: null },
  ]);
});

test('what is urgent would have gone at once', () => {
  const [mail] = wouldGo({ data: { urgent: true } }, [{ person: 'P1' }], ways);
  expect(mail).toMatchObject({ channel: 'email', digestAt: null });
});

test('of a mail address given for GOV.UK Notify the host is said', () => {
  const addresses = [
    { recipient: 'P2', isShared: false, channel: 'govuk-notify', address: 'ann@office.example' },
  ];
  expect(wouldGo({ data: {} }, [{ person: 'P2' }], { ...ways, addresses })).toContainEqual({
    person: 'P2',
    channel: 'govuk-notify',
    address: 'office.example',
    digestAt: null,
  });
});

test('each address of the programme would have heard it once, by its host, whoever else does', () => {
  const of = { recipient: 'programme:a1', isShared: true };
  const addresses = [
    { ...of, channel: 'slack', address: 'https://hooks.slack.com/services/secret' },
    { ...of, recipient: 'programme:a2', channel: 'webhook', address: 'https://hub.example.org/x' },
  ];
  const shared = [
    { person: 'programme:a1', channel: 'slack', address: 'hooks.slack.com', digestAt: null },
    { person: 'programme:a2', channel: 'webhook', address: 'hub.example.org', digestAt: null },
  ];
  const told = wouldGo({ data: {} }, [{ person: 'P1' }, { person: 'P2' }], { ...ways, addresses });
  expect(told.filter(({ person }) => person.startsWith('programme:'))).toEqual(shared);
  expect(wouldGo({ data: {} }, [], { ...ways, addresses })).toEqual(shared);
});
