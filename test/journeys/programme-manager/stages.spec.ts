import { createHash } from 'node:crypto';
import {
  allPages,
  openLived,
  publishReference,
  type LivedProgramme,
} from '../../support/lived-programme.js';
import { evidence } from '../../support/reference-programme.js';
import { startTestApi, type TestApi } from '../../support/test-api.js';

const manager = 'programme-manager';

let test: TestApi;
let lived: LivedProgramme;

beforeAll(async () => {
  test = await startTestApi();
  lived = await openLived(test, await publishReference(test), 'stages');
  // The workstreams are done; the gate of Strategy and Prevention is booked for P-108 to review.
  await lived.live(undefined, '2011-03-31 10:27');
}, 60_000);

afterAll(() => test.close());

const confirm = () =>
  lived.send('sro', 'sp', 'CONFIRM_READY', { evidence: evidence('continuity') });
const gate = (as: string, event: string, payload = {}) => lived.send(as, 'G4-sp', event, payload);

describe('story 2: see what I can do now', () => {
  type Seen = {
    event: string;
    by: string;
    allowed: boolean;
    role: string | null;
    roles: string[];
    reasons: string[];
    blockedBy: { words: string; clearedBy: string[] }[];
  };
  const seenBy = async (persona: string, item: string): Promise<Seen[]> => {
    const { body } = await lived.read(`/available?item=${item}`, persona);
    return body.events;
  };

  it('each blocked event lists all its failing guards, and who can clear each', async () => {
    const blocked = async (item: string, event: string) =>
      (await seenBy('sro', item)).find((each) => each.event === event);
    expect(await blocked('M13', 'BASELINE')).toMatchObject({
      allowed: false,
      role: 'SRO',
      blockedBy: [
        {
          words: expect.stringContaining('still to be confirmed'),
          clearedBy: ['PMO', 'PROGRAMME_MANAGER'],
        },
        {
          words: expect.stringContaining('Two persons set a baseline'),
          clearedBy: ['PMO', 'PROGRAMME_MANAGER'],
        },
      ],
    });
    expect((await blocked('sp', 'CONFIRM_READY'))?.blockedBy).toMatchObject([
      { words: expect.stringContaining('gate G4-sp'), clearedBy: ['BOARD_SECRETARY'] },
    ]);
    expect((await blocked('M19', 'CLAIM'))?.blockedBy).toMatchObject([
      { words: expect.stringContaining('depends on M13'), clearedBy: ['PROGRAMME_MANAGER'] },
      { words: expect.stringContaining('out of order'), clearedBy: ['SRO'] },
    ]);
  });

  it('what somebody else does says who', async () => {
    const pause = (await seenBy(manager, 'programme')).find((each) => each.event === 'PAUSE');
    expect(pause).toMatchObject({
      allowed: false,
      role: null,
      reasons: [
        'Only Senior responsible owner (SRO) may do this, and you do not hold that role here.',
      ],
    });
    const sent = await lived.send(manager, 'programme', 'PAUSE', { reason: 'Wait' });
    expect(sent).toMatchObject({ status: 403, body: { code: 'ROLE_NOT_PERMITTED' } });
    expect(sent.body.detail).toContain('is for Senior responsible owner (SRO)');
  });

  it('nothing is blocked without a reason in words, in the whole programme', async () => {
    const { body } = await lived.read('/available', manager);
    const silent = body.events.filter(
      ({ by, allowed, reasons }: Seen) =>
        by === 'person' && !allowed && (reasons.length === 0 || reasons.includes('')),
    );
    expect(silent).toEqual([]);
  });
});

describe('story 10: attach gate evidence', () => {
  const bytes = Buffer.from('All posts are filled.\n');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const attach = (row: string, pieces: unknown) =>
    gate(manager, 'ATTACH_EVIDENCE', { row, evidence: pieces });
  const criteria = async () => {
    const { body } = await lived.read('/items/G4-sp');
    return body.values.find((each: { field: string }) => each.field === 'criteria').value;
  };
  let file: { title: string; source: string; sha256: string };

  it('keeps hash, owner and date, and takes no criterion as met without a piece', async () => {
    expect((await gate('pmo', 'OPEN_EVIDENCE')).status).toBe(201);
    const added = await test.post(`${lived.at}/evidence?name=people.txt&title=People`, bytes, {
      as: manager,
      headers: { 'content-type': 'text/plain' },
    });
    expect(added.body).toMatchObject({ sha256, addedBy: 'P-101' });
    expect(Date.parse(added.body.addedAt)).not.toBeNaN();
    file = { title: 'People', source: added.body.source, sha256 };
    const none = await attach('people', []);
    expect(none).toMatchObject({ status: 422, body: { code: 'GUARD_FAILED' } });
    expect(none.body.detail).toContain('at least 1 needed, with title and source');
    expect((await attach('people', [file])).status).toBe(201);
    expect((await criteria())[0]).toMatchObject({
      id: 'people',
      met: true,
      evidence: [file],
      attachedBy: 'P-101',
    });
    const [entry] = (await allPages(test, `${lived.at}/history?limit=500`)).filter(
      (each) => each.event === 'ATTACH_EVIDENCE' && each.item === 'G4-sp',
    );
    expect(entry).toMatchObject({ recordedLocal: '2011-03-31 10:26', actor: { person: 'P-101' } });
  });

  it('is frozen only when every mandatory criterion has some', async () => {
    const early = await gate(manager, 'FREEZE');
    expect(early).toMatchObject({
      status: 422,
      body: {
        findings: [
          {
            words: expect.stringContaining('continuity, money'),
            clearedBy: ['PROGRAMME_MANAGER', 'PMO'],
          },
        ],
      },
    });
    for (const row of ['continuity', 'money']) await attach(row, evidence());
    expect((await gate(manager, 'FREEZE')).status).toBe(201);
  });

  it('stays as it was reviewed', async () => {
    const before = await criteria();
    expect(await attach('people', evidence())).toMatchObject({
      status: 422,
      body: { code: 'NOT_NOW', expected: expect.arrayContaining(['REOPEN_EVIDENCE']) },
    });
    expect(await criteria()).toEqual(before);
    const { body } = await lived.read('/items/G4-sp');
    const frozen = body.values.find((each: { field: string }) => each.field === 'frozen').value;
    expect(frozen).toContain(`people:${sha256}`);
    expect((await gate('reviewer', 'START_REVIEW')).status).toBe(201);
  });
});

describe('an approval without a record', () => {
  it('is no approval: the decision needs its minute, and opens nothing before', async () => {
    await gate('reviewer', 'SUBMIT_REPORT', { rating: 'GREEN', report: 'Sound' });
    expect(await gate('board-secretary', 'DECIDE_APPROVE')).toMatchObject({
      body: { code: 'NOT_NOW' },
    });
    await gate('sro', 'RESPOND');
    const bare = await gate('board-secretary', 'DECIDE_APPROVE');
    expect(bare).toMatchObject({ status: 422, body: { code: 'GUARD_FAILED' } });
    expect(bare.body.detail).toContain('give "decision" with its body and minute');
    const other = { decision: { body: 'CEOP_COMMITTEE', minute: 'Minute 1' } };
    expect((await gate('board-secretary', 'DECIDE_APPROVE', other)).status).toBe(422);
    expect(await confirm()).toMatchObject({ status: 422, body: { code: 'GUARD_FAILED' } });
    const minuted = { body: 'BOARD', minute: 'Minute 1' };
    const few = { decision: { ...minuted, members: ['P01', 'P03', 'P04'] } };
    const inquorate = await gate('board-secretary', 'DECIDE_APPROVE', few);
    expect(inquorate.body.detail).toContain('3 of 4 needed for a quorum were present');
    const decision = { ...minuted, members: ['P01', 'P03', 'P04', 'P06'] };
    expect((await gate('board-secretary', 'DECIDE_APPROVE', { decision })).status).toBe(201);
    const { body } = await lived.read('/decisions');
    expect(body.decisions).toContainEqual(
      expect.objectContaining({ item: 'G4-sp', event: 'DECIDE_APPROVE', minute: 'Minute 1' }),
    );
  });
});

describe('story 3: advance a stage', () => {
  const all = async () => {
    const paths = ['', '/items/sp', '/items/G4-sp', '/notices?limit=500', '/history?limit=500'];
    const replies = await Promise.all(paths.map((path) => lived.read(path)));
    return replies.map(({ body }) => body);
  };

  it('what is refused leaves state, history and notices as they were, and is on record', async () => {
    const before = await all();
    const refused = await lived.send('sro', 'sp', 'CONFIRM_READY', { evidence: evidence() });
    expect(refused).toMatchObject({ status: 422, body: { code: 'GUARD_FAILED' } });
    expect(refused.body.detail).toContain('Business continuity is confirmed');
    expect(await all()).toEqual(before);
    const refusals = await allPages(test, `${lived.at}/history?stream=refusals`);
    expect(refusals.at(-1)).toMatchObject({ item: 'sp', event: 'CONFIRM_READY' });
  });

  it('what is accepted changes all three at once, and uses up the gate', async () => {
    const { total } = (await lived.read('/notices?item=sp')).body;
    const confirmed = await confirm();
    expect(confirmed).toMatchObject({ status: 201, body: { item: { state: 'ready' } } });
    expect(confirmed.body.entries).toMatchObject([
      { item: 'sp', event: 'CONFIRM_READY' },
      { item: 'G4-sp', event: 'CONSUME' },
    ]);
    const [programme, group, gateNow] = await all();
    expect(programme.head.sequence).toBe(confirmed.body.sequence);
    expect([group.state, gateNow.state]).toEqual(['ready', 'consumed']);
    const { body: told } = await lived.read('/notices?item=sp');
    expect(told.total).toBe(total + 1);
    expect((await lived.read('/history/verify')).body).toMatchObject({ ok: true });
  });
});
