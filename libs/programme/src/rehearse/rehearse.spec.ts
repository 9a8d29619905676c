import { createHash } from 'node:crypto';
import { verifyChain } from '#ledger';
import { compiledFrom, moveYaml, sha256 } from '../../../../test/support/move-programme.js';
import { foldEntry, loadScript, rehearse, type ProgrammeState } from '../index.js';

const script = (events: string, more = '') => `
format: evolve/script/1
programme: move
start: '2026-03-02 09:00'
until: '2026-04-30 12:00'
openedBy: pmo
actors:
  pmo: { person: P-1, roles: [PMO] }
  lead: { person: P-2, roles: [LEAD, { role: SRO, items: [north] }] }
${more}
events:
${events}
`;

const rows = `
  - { at: '2026-03-10 10:00', mark: assumed, as: lead, item: north, event: PEOPLE_DONE, payload: { evidence: [ { title: Plan, source: file } ] } }
  - { at: '2026-03-11 10:00', mark: assumed, as: lead, item: north, event: SYSTEMS_DONE }
  - { at: '2026-03-12 10:00', mark: history, as: lead, item: M1, event: REFORECAST, payload: { reason: slow, forecast: '2026-04-10' } }
  - { at: '2026-04-02 10:00', mark: history, as: pmo, item: north, event: RECORD_VALUE, payload: { field: desks, value: 40, source: survey } }
`;

const compiled = compiledFrom(moveYaml);

function run(text = script(rows)) {
  const loaded = loadScript('script.yaml', text);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return rehearse(compiled, loaded.script, sha256);
}

describe('a rehearsal', () => {
  it('runs the whole script on its own clock: rules, reminders, ladder', () => {
    const done = run();
    expect(done.rows).toEqual({ history: 2, assumed: 2 });
    expect(done.refusals).toEqual([]);
    expect(done.state.items['north']?.value).toBe('moved');
    expect(done.state.items['M1']?.value).toEqual({ active: { trend: 'late', escalation: 'L2' } });
    expect(
      done.notices.map(
        (each) => `${each.at.slice(0, 16)} ${each.template} ${each.id.split('.')[1]}`,
      ),
    ).toEqual([
      '2026-03-03T09:00 reminder T-20@2026-03-31',
      '2026-03-17T09:00 escalation L1',
      '2026-03-24T09:00 reminder T-5@2026-03-31',
      '2026-03-30T08:00 reminder T-1@2026-03-31',
      '2026-03-31T23:00 blocked MOVE',
      '2026-04-01T08:00 escalation L2',
      '2026-04-01T08:00 reminder T+1@2026-03-31',
      '2026-04-02T09:00 transition MOVE',
      '2026-04-08T08:00 reminder T+5@2026-03-31',
      '2026-04-22T08:00 reminder T+15@2026-03-31',
    ]);
  });

  it('gives the same ledger head however often it runs', () => {
    expect(run().state.head).toEqual(run().state.head);
  });

  it('gives another head when one word of one reason differs', () => {
    const other = run(script(rows.replace('reason: slow', 'reason: slower')));
    expect(other.state.head).not.toEqual(run().state.head);
  });

  it('writes a chain that verifies, without the free text in it', () => {
    const { entries, state } = run();
    const expected = {
      organisation: 'acme',
      programme: 'move',
      stream: 'history' as const,
      head: state.head.hash,
    };
    const chain = entries.map(({ entry, hash, canonical }) => ({
      sequence: entry.sequence,
      hash,
      canonical,
    }));
    expect(verifyChain(sha256, chain, expected)).toMatchObject({
      ok: true,
      entries: entries.length,
    });
    expect(chain.map((each) => each.canonical).join()).not.toContain('slow');
    expect(createHash('sha256').update(`\0${chain[0]?.canonical}`).digest('hex')).toBe(
      chain[0]?.hash,
    );
  });

  it('has the state that folding its entries gives, with no guard evaluated', () => {
    const { entries, state } = run();
    const empty: ProgrammeState = {
      ...state,
      items: {},
      created: {},
      blocked: {},
      head: { sequence: 0, hash: '0'.repeat(64) },
    };
    const folded = entries.reduce(
      (at, sealed) =>
        foldEntry(
          compiled,
          at,
          sealed,
          new Map(sealed.privateFields.map((field) => [field.pointer, field])),
        ),
      empty,
    );
    expect(folded).toEqual(state);
  });

  it('tells refusals apart that the script foresaw', () => {
    const refused = run(
      script(`
  - { at: '2026-03-10 10:00', mark: assumed, as: pmo, item: north, event: SYSTEMS_DONE, refused: ROLE_NOT_PERMITTED }
  - { at: '2026-03-10 10:01', mark: assumed, as: lead, item: north, event: NOT_READY, payload: {} }
  - { at: '2026-03-10 10:02', mark: assumed, as: lead, item: north, event: SYSTEMS_DONE, refused: GUARD_FAILED }
`),
    );
    expect(refused.refusals.map((each) => [each.row, each.refusal.code, each.foreseen])).toEqual([
      [1, 'ROLE_NOT_PERMITTED', true],
      [2, 'NOT_NOW', false],
    ]);
    expect(refused.unforeseen).toEqual([{ row: 3, item: 'north', event: 'SYSTEMS_DONE' }]);
  });
});

describe('a script', () => {
  it.each([
    [
      'rows out of order',
      script("  - { at: '2026-03-01 10:00', mark: assumed, as: pmo, item: north, event: X }"),
      'is earlier than the row before',
    ],
    [
      'an actor it does not declare',
      script("  - { at: '2026-03-10 10:00', mark: assumed, as: boss, item: north, event: X }"),
      '"boss" is none of the script\'s actors',
    ],
    [
      'a row that is neither history nor assumed',
      script("  - { at: '2026-03-10 10:00', mark: fact, as: pmo, item: north, event: X }"),
      '"fact" is not accepted here',
    ],
    [
      'a time that is none',
      script("  - { at: '2026-03-10', mark: assumed, as: pmo, item: north, event: X }"),
      'must be a local time',
    ],
  ])('is refused with %s, and says where', (_what, text, message) => {
    const loaded = loadScript('script.yaml', text);
    expect(loaded.ok ? [] : loaded.problems.map((each) => `${each.line}: ${each.message}`)).toEqual(
      [expect.stringMatching(new RegExp(`^1\\d: .*${message.replaceAll(/[.']/g, '.')}`))],
    );
  });
});
