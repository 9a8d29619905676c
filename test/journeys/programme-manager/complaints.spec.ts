import { readFileSync } from 'node:fs';
import { upsertGrants } from '#store';
import { allPages } from '../../support/lived-programme.js';
import { smallDefinition } from '../../support/small-definition.js';
import { startTestApi, type Reply, type TestApi } from '../../support/test-api.js';

/** A door that two of three have to approve before it opens, and a change-over that one person verifies. */
const yaml = smallDefinition(
  'doors',
  `
charts:
  door:
    title: Door
    initial: shut
    states:
      shut:
        rest: true
        on:
          OPEN:
            title: Open the door
            to: open
            roles: [PMO]
            guard: { approved: { by: [SRO, BOARD, PROGRAMME_MANAGER], atLeast: 2, validDays: 30 } }
      open: { rest: true }
items:
  door: { chart: door, title: The door, mark: proposed }
  delegations: { chart: delegation-register, title: Delegations, mark: proposed }
`,
  { use: 'kinds/approval.yaml, kinds/delegation.yaml, kinds/roles.yaml' },
);

const door = '/api/v1/programmes/doors';
const term = { from: '2026-03-02', until: '2026-03-20', reason: 'On leave' };

describe('what programme managers complain about today', () => {
  let test: TestApi;
  let sent = 0;
  beforeAll(async () => {
    test = await startTestApi();
    const kinds = ['approval', 'delegation', 'roles'].map((each) => `kinds/${each}.yaml`);
    const files = Object.fromEntries(
      kinds.map((path) => [path, readFileSync(`programmes/${path}`, 'utf8')]),
    );
    const published = await test.post('/api/v1/definitions', {
      entry: 'doors.yaml',
      files: { ...files, 'doors.yaml': yaml },
    });
    if (published.status !== 201) throw new Error(published.text);
    const start = { definition: published.body.hash, clock: 'rehearsal', id: 'doors' };
    await test.post('/api/v1/programmes', { ...start, startAt: '2026-03-02 08:00' });
    // The programme manager administers, and here holds every role that approves as well.
    const from = '2020-01-01T00:00:00.000Z';
    const grant = { programme: 'doors', person: 'P-101', items: null, authority: null, from };
    await upsertGrants(test.api.store, 'acme', [
      { ...grant, role: 'SRO' },
      { ...grant, role: 'BOARD' },
      { ...grant, role: 'PMO' },
    ]);
  }, 60_000);
  afterAll(() => test.close());

  const send = (as: string, item: string, event: string, more: object = {}): Promise<Reply> =>
    test.post(`${door}/events`, { item, event, ...more }, { as, key: `door-${(sent += 1)}` });
  const open = () => send('pmo', 'door', 'OPEN');
  const tasksOf = async (as: string) => (await test.get(`${door}/tasks`, as)).body.tasks;

  describe('audit story 5: tools that let the requester approve', () => {
    beforeAll(async () => {
      const asked = await send('programme-manager', 'door', 'REQUEST_APPROVAL', {
        payload: { event: 'OPEN' },
      });
      expect(asked.body.created).toEqual(['approval-1']);
    });

    it('an administrator who holds every role that approves does not approve what they asked for', async () => {
      const refused = await send('programme-manager', 'approval-1', 'APPROVE');
      expect(refused).toMatchObject({ status: 422, body: { code: 'GUARD_FAILED' } });
      expect(refused.body.detail).toContain('P-101 was requester');
    });

    it('nor does a delegate for them, nor they for somebody else', async () => {
      const delegate = (as: string, to: string) =>
        send(as, 'delegations', 'DELEGATE', { payload: { delegate: to, ...term } });
      expect((await delegate('programme-manager', 'P-107')).status).toBe(201);
      expect((await delegate('sro', 'P-101')).status).toBe(201);
      for (const [as, actingFor] of [
        ['pmo', 'P-101'],
        ['programme-manager', 'P-102'],
      ] as const) {
        const refused = await send(as, 'approval-1', 'APPROVE', { actingFor });
        expect(refused).toMatchObject({ status: 422, body: { code: 'GUARD_FAILED' } });
        expect(refused.body.detail).toContain('P-101 was requester');
      }
    });

    it('every attempt is on record, with the reason', async () => {
      const refusals = await allPages(test, `${door}/history?stream=refusals`);
      expect(refusals).toHaveLength(3);
      for (const each of refusals) {
        expect(each).toMatchObject({ item: 'approval-1', event: 'APPROVE' });
        expect(each.words).toContain('P-101 was requester');
      }
    });
  });

  describe('tools that show the task to one approver only', () => {
    it('everybody who may approve sees it, and nobody else', async () => {
      for (const persona of ['sro', 'board-secretary']) {
        expect(await tasksOf(persona)).toMatchObject([
          { item: 'approval-1', about: { item: 'door', event: 'OPEN' }, needed: 2, open: true },
        ]);
      }
      expect(await tasksOf('reviewer')).toEqual([]);
      expect(await send('reviewer', 'approval-1', 'APPROVE')).toMatchObject({ status: 403 });
    });
  });

  describe('tools that advance before all approvals are in', () => {
    it('the first of two approvals opens nothing, and one person does not give both', async () => {
      expect((await open()).body.detail).toContain('0 of 2 needed approve so far');
      const first = await send('sro', 'approval-1', 'APPROVE');
      expect(first).toMatchObject({ status: 201, body: { item: { state: 'requested' } } });
      const early = await open();
      expect(early).toMatchObject({ status: 422, body: { code: 'GUARD_FAILED' } });
      expect(early.body.detail).toContain('1 of 2 needed approve so far');
      expect(early.body.findings).toMatchObject([
        { clearedBy: ['SRO', 'BOARD', 'PROGRAMME_MANAGER'] },
      ]);
      const twice = await send('sro', 'approval-1', 'APPROVE');
      expect(twice.status).toBe(422);
      expect(twice.body.detail).toContain('Nobody votes twice');
      expect((await test.get(`${door}/items/door`)).body.state).toBe('shut');
    });

    it('the second allows it', async () => {
      expect(await send('board-secretary', 'approval-1', 'APPROVE')).toMatchObject({
        status: 201,
        body: { item: { state: 'approved' } },
      });
      expect(await open()).toMatchObject({ status: 201, body: { item: { state: 'open' } } });
    });
  });

  describe('tools that write no record of the approval', () => {
    it('who approved, in which role, and that it was used stands in a history that verifies', async () => {
      const entries = await allPages(test, `${door}/history?limit=500`);
      const ofIt = entries.filter((each) => each.item === 'approval-1');
      expect(ofIt).toMatchObject([
        { event: 'APPROVE', actor: { person: 'P-102', role: 'SRO' } },
        { event: 'APPROVE', actor: { person: 'P-103', role: 'BOARD' } },
        { event: 'GRANTED' },
        { event: 'CONSUMED' },
      ]);
      expect((await test.get(`${door}/history/verify`)).body).toMatchObject({ ok: true });
    });
  });
});
