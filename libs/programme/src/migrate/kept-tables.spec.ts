import { adopting, approvedAdoption } from '../../../../test/support/adopting.js';
import { calendarYaml, shippedTable } from '../../../../test/support/calendar-programme.js';
import { person } from '../../../../test/support/move-programme.js';
import { openWithKinds } from '../../../../test/support/open-with-kinds.js';
import { decide, planMigration, type CompiledDefinition, type HolidayTable } from '../index.js';

const name = 'england-and-wales';
const now = '2013-10-02T09:00:00.000Z';
const adopted = shippedTable(name, { holidays: { '2013-11-25': 'Company day' } });
const newer = shippedTable(name, { title: 'As of 2014', holidays: { '2013-11-26': 'Other day' } });

/** The programme once it has adopted its table. */
function running() {
  const { compiled, state } = openWithKinds(calendarYaml, '2013-10-01T09:00:00.000Z');
  const payload = adopting(adopted);
  const approved = approvedAdoption(compiled, state, payload, now);
  const actor = person('P-1', 'PROGRAMME_MANAGER');
  const request = { item: 'calendars', type: 'ADOPT_CALENDAR', payload, actor, key: 'k' };
  const decision = decide(compiled, approved, request, now);
  if (decision.outcome !== 'accepted') throw new Error(JSON.stringify(decision));
  return { compiled, before: state, state: decision.state };
}

/** The next version of a definition, which has a table of its own for the calendar. */
const version = (compiled: CompiledDefinition, table: HolidayTable): CompiledDefinition => {
  const calendars = { ...compiled.definition.calendars, [name]: table };
  return { ...compiled, hash: 'f'.repeat(64), definition: { ...compiled.definition, calendars } };
};

describe('a migration of a programme that has adopted a table of holidays', () => {
  const { compiled, before, state } = running();
  const tables = (to: HolidayTable, of = state) =>
    planMigration(compiled, version(compiled, to), of, now).tables;

  it('says that the table stands over the newer one of the version', () => {
    expect(tables(newer)).toEqual([
      { calendar: name, title: adopted.title, since: '2013-10-02', over: 'As of 2014' },
    ]);
  });

  it('says nothing where the version brings the very table, or none but what there was', () => {
    expect(tables({ ...adopted, title: 'In other words' })).toEqual([]);
    expect(tables(shippedTable(name))).toEqual([]);
  });

  it('says nothing where nothing was adopted', () => {
    expect(tables(newer, before)).toEqual([]);
  });
});
