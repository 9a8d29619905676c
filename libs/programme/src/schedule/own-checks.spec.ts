import { openWithKinds } from '../../../../test/support/open-with-kinds.js';
import { smallDefinition } from '../../../../test/support/small-definition.js';
import { dataQuality } from './data-quality.js';
import { raiseIssues } from './raise-issues.js';

const NOW = '2026-06-15T09:00:00.000Z';

/** Registers and roles with names of their own; nothing in code knows them. */
const definition = (manager: string, checks: string) =>
  smallDefinition(
    'werkstatt',
    `
roles: { LEITUNG: { title: Leitung }, BUERO: { title: Büro } }
${manager}
checks: { issues: maengel${checks} }
charts:
  stellen:
    title: Stellen
    posts: { rows: liste, title: name, status: stand, vacant: FREI, leads: was }
    fields:
      liste:
        type: rows
        columns:
          name: { type: label }
          stand: { type: choice, choices: [BESETZT, FREI] }
          was: { type: item, optional: true }
    initial: offen
    states: { offen: { rest: true } }
  maengel:
    title: Mängel
    issues: { rows: liste, status: stand, open: OFFEN, resolved: ERLEDIGT, cells: { art: DATEN } }
    fields:
      liste:
        type: rows
        columns:
          title: { type: label }
          detail: { type: label }
          about: { type: item, optional: true }
          owner: { type: role }
          resolution: { type: label, optional: true }
          art: { type: choice, choices: [DATEN] }
          stand: { type: choice, choices: [OFFEN, ERLEDIGT] }
    initial: offen
    states: { offen: { rest: true } }
items:
  maengel: { chart: maengel, title: Mängel, mark: proposed }
  stellen:
    chart: stellen
    title: Stellen
    mark: proposed
    data:
      liste:
        is:
          - { id: meister, name: Meister, stand: FREI, was: maengel }
          - { id: geselle, name: Geselle, stand: BESETZT }
`,
  );

function checked(manager: string, checks: string) {
  const { compiled, state } = openWithKinds(definition(manager, checks), NOW);
  const findings = dataQuality(compiled, state, '2026-06-15', []);
  const first = raiseIssues(compiled, state, findings, [], NOW);
  if (first === null) throw new Error('nothing was raised');
  const righted = raiseIssues(compiled, first.state, [], [], NOW);
  const rowsOf = (after: typeof first | null) => after?.state.items['maengel']?.data['liste'];
  return { notices: first.notices, raised: rowsOf(first), righted: rowsOf(righted) };
}

describe('the daily check of a programme with names of its own', () => {
  const { raised, righted, notices } = checked('manager: LEITUNG', ', tells: [BUERO]');

  it('finds what its posts lack, and keeps it where and as its register says', () => {
    const issue = { id: 'check-post-stellen-meister.1', art: 'DATEN', detail: 'Meister' };
    expect(raised).toMatchObject([{ ...issue, about: 'maengel', stand: 'OFFEN' }]);
    expect(righted).toMatchObject([{ ...issue, stand: 'ERLEDIGT' }]);
  });

  it('is told to whom it says, and is its manager’s to put right', () => {
    expect(notices).toMatchObject([{ template: 'quality', toRoles: ['BUERO'] }]);
    expect(raised).toMatchObject([{ owner: 'LEITUNG' }]);
  });

  it('is told to the manager where it says nothing, and is owned by whom it says', () => {
    const other = checked('manager: LEITUNG', ', owner: BUERO');
    expect(other.notices).toMatchObject([{ toRoles: ['LEITUNG'] }]);
    expect(other.raised).toMatchObject([{ owner: 'BUERO' }]);
  });

  it('is refused where nobody would own what is found', () => {
    expect(() => checked('', '')).toThrow('there is no role "PROGRAMME_MANAGER"');
    expect(() => checked('', ', owner: BUERO')).not.toThrow();
  });
});
