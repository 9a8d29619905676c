import { startTestApi, type TestApi } from '../../../../test/support/test-api.js';

const yaml = `
format: evolve/definition/1
id: library
title: Library
organisation: { id: town, title: Our town }
zone: Europe/London
calendar: weekdays
calendars: { weekdays: { title: Monday to Friday, holidays: {} } }
roles:
  LIBRARIAN: { title: Head librarian }
  PROGRAMME_MANAGER: { title: Programme manager }
  MOVER: { title: Mover, relative: { personIn: mover } }
charts:
  room:
    title: Room
    fields: { mover: { type: person, optional: true } }
    initial: closed
    states:
      closed: { on: { OPEN: { to: open, roles: [LIBRARIAN] } } }
      open: { rest: true }
items:
  hall: { chart: room, title: The hall, mark: proposed }
  attic: { chart: room, title: The attic, mark: proposed }
`;

let test: TestApi;
let definition: string;
beforeAll(async () => {
  test = await startTestApi();
  const asked = { entry: 'programme.yaml', files: { 'programme.yaml': yaml } };
  definition = (await test.post('/api/v1/definitions', asked)).body.hash;
});
afterAll(() => test.close());

const start = (id: string, grants?: object[]) => {
  const body = { definition, id, clock: 'rehearsal', startAt: '2026-04-07 08:00' };
  return test.post('/api/v1/programmes', grants === undefined ? body : { ...body, grants });
};
const open = (id: string, item: string, as: string) =>
  test.post(`/api/v1/programmes/${id}/events`, { item, event: 'OPEN' }, { as, key: `${item}-1` });

describe("roles of a definition's own, on a demonstration server", () => {
  it('are held by the persona they are granted to, and by nobody otherwise', async () => {
    expect((await start('granted', [{ role: 'LIBRARIAN', person: 'pmo' }])).status).toBe(201);
    expect(await open('granted', 'hall', 'pmo')).toMatchObject({ status: 201 });
    const manager = await open('granted', 'attic', 'programme-manager');
    expect(manager).toMatchObject({ status: 403, body: { code: 'ROLE_NOT_PERMITTED' } });
    expect((await start('plain')).status).toBe(201);
    const nobody = await open('plain', 'hall', 'programme-manager');
    expect(nobody).toMatchObject({ status: 403, body: { code: 'ROLE_NOT_PERMITTED' } });
  });

  it('are held by the programme manager where the definition names one to manage', async () => {
    const managed = `manager: LIBRARIAN\n${yaml.trimStart()}`;
    const asked = { entry: 'programme.yaml', files: { 'programme.yaml': managed } };
    const { hash } = (await test.post('/api/v1/definitions', asked)).body;
    const body = {
      definition: hash,
      id: 'managed',
      clock: 'rehearsal',
      startAt: '2026-04-07 08:00',
    };
    expect((await test.post('/api/v1/programmes', body)).status).toBe(201);
    expect((await open('managed', 'hall', 'programme-manager')).status).toBe(201);
    expect((await open('managed', 'attic', 'pmo')).status).toBe(404);
  });

  it('may be held for some items alone', async () => {
    const grants = [{ role: 'LIBRARIAN', person: 'P-107', items: ['attic'] }];
    expect((await start('some', grants)).status).toBe(201);
    expect((await open('some', 'attic', 'pmo')).status).toBe(201);
    expect((await open('some', 'hall', 'pmo')).status).toBe(403);
  });

  it('are not granted when the role, the persona or the item is unknown, in words', async () => {
    const refused = await start('strange', [
      { role: 'LIBRARIEN', person: 'pmo' },
      { role: 'LIBRARIAN', person: 'nobody' },
      { role: 'LIBRARIAN', person: 'pmo', items: ['cellar'] },
      { role: 'MOVER', person: 'pmo' },
    ]);
    expect(refused.status).toBe(400);
    expect(refused.body.errors).toMatchObject([
      {
        pointer: '#/grants/0/role',
        detail: 'there is no role "LIBRARIEN"; known: LIBRARIAN, PROGRAMME_MANAGER',
      },
      { pointer: '#/grants/1/person', detail: expect.stringContaining('no persona "nobody"') },
      {
        pointer: '#/grants/2/items/0',
        detail: 'there is no item "cellar"; known: hall, attic',
      },
      { pointer: '#/grants/3/role', detail: expect.stringContaining('never granted') },
    ]);
    expect((await test.get('/api/v1/programmes/strange')).status).toBe(404);
  });
});
