import { compiledFrom, moveYaml, sha256 } from '../../../../test/support/move-programme.js';
import { compileDefinition, loadScript, rehearse } from '../index.js';

const compiled = compiledFrom(moveYaml);
/** In the version that follows, the systems are the office's to finish, and north has another name. */
const next = compiledFrom(
  moveYaml
    .replace(
      'SYSTEMS_DONE: { to: preparing.systems.done, roles: [LEAD] }',
      'SYSTEMS_DONE: { to: preparing.systems.done, roles: [PMO] }',
    )
    .replaceAll(/^ {2}north:/gm, '  upper:')
    .concat('migration: { from: office-move, items: { north: upper } }\n'),
);
const versions = (path: string) =>
  path === 'other.yaml'
    ? compileDefinition({ ...compiled.definition, id: 'other' }, 'f'.repeat(64))
    : path === 'next.yaml'
      ? next
      : compiled;

const script = (migrate: string) => `
format: evolve/script/1
programme: move
start: '2026-03-02 09:00'
until: '2026-03-20 12:00'
openedBy: pmo
actors:
  pmo: { person: P-1, roles: [PMO] }
  lead: { person: P-2, roles: [LEAD] }
  sro: { person: P-3, roles: [SRO] }
events:
  - { at: '2026-03-10 10:00', mark: assumed, as: lead, item: north, event: PEOPLE_DONE, payload: { evidence: [ { title: Plan, source: file } ] } }
  - { at: '2026-03-12 10:00', mark: assumed, as: lead, item: upper, event: SYSTEMS_DONE, refused: ROLE_NOT_PERMITTED }
  - { at: '2026-03-12 11:00', mark: assumed, as: pmo, item: upper, event: SYSTEMS_DONE }
migrate: ${migrate}
`;

const row = (more = '', to = 'next.yaml', at = '2026-03-12 10:00', as = 'sro') =>
  `[{ at: '${at}', to: ${to}, askedBy: pmo, as: ${as}${more} }]`;

function run(migrate: string) {
  const loaded = loadScript('script.yaml', script(migrate));
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  return rehearse(compiled, loaded.script, sha256, undefined, versions);
}

describe('a move to another version in the middle of a script', () => {
  it('is made before what happens at the same time, which the new version decides', () => {
    const { migrations, refusals, unforeseen, state, entries } = run(row());
    expect(migrations).toEqual([{ row: 1, to: 'next.yaml', blockers: [], foreseen: true }]);
    expect([refusals.every((each) => each.foreseen), unforeseen]).toEqual([true, []]);
    expect(state.definition).toBe(next.hash);
    expect(state.items['upper']?.value).toBe('ready');
    expect(entries.find(({ entry }) => entry.kind === 'MIGRATED')?.entry).toMatchObject({
      actor: { person: 'P-3', role: 'SRO' },
      definition: next.hash,
    });
  });

  it('keeps one chain, and the same head however often it runs', () => {
    const [one, other] = [run(row()), run(row())];
    expect(one.state.head).toEqual(other.state.head);
    const sequences = one.entries.map(({ entry }) => entry.sequence);
    expect(sequences).toEqual(sequences.map((_, index) => index + 1));
  });

  it('is made after the last event too', () => {
    expect(run(row('', 'next.yaml', '2026-03-19 10:00')).state.definition).toBe(next.hash);
  });

  it('is blocked as it would be live, and the script may say so', () => {
    const { migrations, state } = run(row('', 'other.yaml'));
    expect(migrations).toMatchObject([{ foreseen: false, blockers: [{ item: null }] }]);
    expect(migrations[0]?.blockers[0]?.message).toContain('a version of "other"');
    expect(state.definition).toBe(compiled.hash);
    expect(run(row(', blocked: true', 'other.yaml')).migrations).toMatchObject([
      { foreseen: true },
    ]);
    expect(run(row(', blocked: true')).migrations).toMatchObject([{ foreseen: false }]);
  });

  it.each([
    [
      'by nobody whom the script knows',
      row('', 'next.yaml', '2026-03-12 10:00', 'queen'),
      '"queen"',
    ],
    ['by whoever asks for it', row('', 'next.yaml', '2026-03-12 10:00', 'pmo'), 'P-1 asks for'],
    ['before the script begins', row('', 'next.yaml', '2026-03-01 10:00'), 'is earlier than'],
  ])('is not made %s', (_words, migrate, message) => {
    expect(() => run(migrate)).toThrow(message);
  });
});
