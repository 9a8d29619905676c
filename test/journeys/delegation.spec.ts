import { openLived, publishReference, type LivedProgramme } from '../support/lived-programme.js';
import { startTestApi, type TestApi } from '../support/test-api.js';

const [SRO, MANAGER, PMO] = ['P-102', 'P-101', 'P-107'];
const term = { from: '2011-03-31', until: '2011-04-11', reason: 'On leave' };

let test: TestApi;
let live: LivedProgramme;
let sent = 0;

beforeAll(async () => {
  test = await startTestApi();
  live = await openLived(test, await publishReference(test), 'away');
}, 60_000);

afterAll(() => test.close());

/** Sends as one persona for the person named. */
function sendFor(as: string, actingFor: string, item: string, event: string, payload = {}) {
  const body = { item, event, payload, actingFor };
  return test.post(`${live.at}/events`, body, { as, key: `for-${(sent += 1)}` });
}

const baseline = (as: string) => sendFor(as, SRO, 'M05', 'BASELINE');

describe('the SRO is away', () => {
  it('and nobody acts for them without a delegation', async () => {
    const value = { precision: 'UNDATED', wording: 'Before Operational Delivery goes live' };
    await live.send('pmo', 'M05', 'RECORD_VALUE', { field: 'due', value, source: 'Assumed' });
    expect((await live.send('pmo', 'M05', 'PREPARE')).status).toBe(201);
    const refused = await baseline('programme-manager');
    expect(refused.status).toBe(403);
    expect(refused.body).toMatchObject({ code: 'ROLE_NOT_PERMITTED' });
    expect(refused.body.detail).toContain(`${SRO} has delegated nothing to ${MANAGER}`);
  });

  it('and lets the office act in everything, which it is told', async () => {
    const away = await live.send('sro', 'delegations', 'OUT_OF_OFFICE', { delegate: PMO, ...term });
    expect(away.status).toBe(201);
    const { body } = await live.read('/notices?item=delegations');
    expect(body.total).toBe(1);
  });

  it('but the office does not approve, in their name, what it prepared itself', async () => {
    const refused = await baseline('pmo');
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({ code: 'GUARD_FAILED' });
    expect(refused.text).toContain(`${PMO} was preparer`);
  });

  it('and lets the programme manager set baselines, who sees that they may, and for whom', async () => {
    const payload = { delegate: MANAGER, events: ['BASELINE'], ...term };
    expect((await live.send('sro', 'delegations', 'DELEGATE', payload)).status).toBe(201);
    const { body } = await live.read('/available?item=M05', 'programme-manager');
    const forSro = body.events.filter((each: { actingFor: string }) => each.actingFor === SRO);
    expect(forSro).toMatchObject([{ event: 'BASELINE', role: 'SRO', allowed: true }]);
    const other = await sendFor('programme-manager', SRO, 'M06', 'ACKNOWLEDGE');
    expect(other.body.detail).toContain('is for BASELINE, not for ACKNOWLEDGE');
    expect((await baseline('programme-manager')).status).toBe(201);
  });

  it('and history shows both persons, and by what delegation', async () => {
    const { body } = await live.read('/history?limit=500');
    const entry = body.entries.find(
      (each: { item: string; event: string }) => each.item === 'M05' && each.event === 'BASELINE',
    );
    expect(entry.actor).toEqual({
      person: MANAGER,
      actingFor: SRO,
      role: 'SRO',
      authority: 'delegations/delegations-2',
    });
    expect(entry.words).toContain(`SRO ${MANAGER} for ${SRO}: BASELINE on`);
    expect((await live.read('/history/verify')).body).toMatchObject({ ok: true });
  });

  it('and a name that nobody has gets into no ledger', async () => {
    const unknown = await sendFor('pmo', 'Somebody Else', 'M06', 'ACKNOWLEDGE');
    expect(unknown.status).toBe(400);
    expect(unknown.text).toContain('holds a role in programme');
  });

  it('until the day of their return', async () => {
    await live.moveTo('2011-04-11 00:30');
    const refused = await sendFor('pmo', SRO, 'M06', 'ACKNOWLEDGE');
    expect(refused.body.detail).toContain('ended on 2011-04-11');
    const own = await live.send('sro', 'M06', 'ALLOW_OUT_OF_ORDER', { reason: 'It cannot wait' });
    expect(own.status).toBe(201);
  });
});
