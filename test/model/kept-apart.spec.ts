import { existsSync, readFileSync } from 'node:fs';
import {
  compileDefinition,
  definitionHash,
  loadDefinition,
  open,
  type Actor,
  type CompiledDefinition,
} from '#programme';
import { person, sha256 } from '../support/move-programme.js';
import { compiled as reference } from '../support/reference-programme.js';
import { explore, now } from './explorer.js';
import { keptApart, walks } from './walks.js';

const loaded = loadDefinition('test/model/explored.yaml', (file) =>
  existsSync(file) ? readFileSync(file, 'utf8') : null,
);
if (!loaded.ok) throw new Error(loaded.problems.map((each) => each.message).join('\n'));
const { definition } = loaded;
const compiled = compileDefinition(definition, definitionHash(definition, sha256));

const roles = Object.keys(definition.roles);
const everything = (id: string) => person(id, ...roles);
const forAnother = { ...everything('P-C'), actingFor: 'P-A' } as Actor; // a person, as made above
const actors = [everything('P-A'), everything('P-B'), everything('P-C'), forAnother];

const programme = {
  id: 'explored',
  organisation: 'model',
  title: 'Explored',
  clock: 'rehearsal' as const,
  actor: everything('P-A'),
};
const opening = open(compiled, programme, now).state;

/** The same charts, but one of them keeps nobody apart any more. */
function withoutSeparation(chart: string): CompiledDefinition {
  const body = definition.charts[chart];
  if (body === undefined) throw new Error(`test/model/explored.yaml has no chart "${chart}"`);
  const charts = { ...definition.charts, [chart]: { ...body, separate: [] } };
  return compileDefinition({ ...definition, charts }, compiled.hash);
}

const kinds = Object.entries(walks);

describe('every path that decide accepts, by persons who hold every role', () => {
  it.each(kinds)('of %s keeps apart who must be', (_, walk) => {
    const { view, apart, leads, least, cutBy } = walk;
    const found = explore(compiled, opening, actors, view, keptApart(apart));
    expect([...found.acts]).toEqual(expect.arrayContaining(leads));
    // A walk that sees nothing would find nothing wrong, and one cut short says so.
    expect(found.places).toBeGreaterThanOrEqual(least);
    const cut = Object.entries(found.left).filter(([, places]) => places > 0);
    expect(cut.map(([why]) => why)).toEqual(cutBy);
    expect(found.accepted).toBeGreaterThan(found.places);
  });

  it.each(kinds)('of %s finds one person in two parts once its chart lets it', (_, walk) => {
    const loose = withoutSeparation(walk.separatedBy);
    const before = open(loose, programme, now).state;
    const walking = () => explore(loose, before, actors, walk.view, keptApart(walk.apart));
    expect(walking).toThrow('one person in two parts');
  });
});

describe('every path of the Board of the reference programme', () => {
  it('admits no executive into a majority of executives', () => {
    const member = everythingOf();
    const board = open(
      reference,
      { ...programme, actor: member },
      '2011-03-31T08:00:00.000Z',
    ).state;
    const view = {
      items: ['board'],
      bound: 40,
      events: ['ADMIT_EXECUTIVE', 'MEMBER_LEAVES'],
    };
    let admitted = 0;
    const found = explore(reference, board, [member], view, (acts, state) => {
      if (acts.at(-1)?.type !== 'ADMIT_EXECUTIVE') return;
      admitted += 1;
      const rows = state.items['board']?.data['members'];
      expect(countOf(rows, 'NON_EXEC')).toBeGreaterThan(countOf(rows, 'EXEC'));
    });
    expect(found.accepted).toBeGreaterThan(admitted);
    expect(admitted).toBeGreaterThan(0);
  });
});

const everythingOf = (): Actor => person('P-A', ...Object.keys(reference.definition.roles));

const countOf = (rows: unknown, kind: string): number =>
  (Array.isArray(rows) ? rows : []).filter(
    (row: { kind?: string; status?: string; until?: string | null }) =>
      row.kind === kind && row.status === 'MEMBER' && (row.until ?? null) === null,
  ).length;
