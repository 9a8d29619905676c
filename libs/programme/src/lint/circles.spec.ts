import { planYaml } from '../../../../test/support/plan-programme.js';
import { lint, loadDefinition } from '../index.js';

function linted(yaml: string) {
  const loaded = loadDefinition('move.yaml', () => yaml);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return lint(loaded.definition, loaded.locate).map(
    (each) => `${each.line}: ${each.rule}: ${each.message}`,
  );
}

describe('lint of dates and dependencies', () => {
  it('finds dates that count from each other, from themselves, or from nothing there is', () => {
    const counted = (from: string) =>
      planYaml.replace(
        "{ precision: DAY, bound: 'ON', hardness: HARD, date: '2026-04-10' }",
        `{ precision: RELATIVE, relativeTo: { item: ${from}, days: 3 } }`,
      );
    expect(linted(counted('posters'))).toEqual([]);
    expect(linted(counted('accounts')).join()).toContain(
      'dependency-cycle: dates go round: opening → accounts → opening; give one of them a date of its own',
    );
    expect(linted(counted('opening')).join()).toContain('go round: opening → opening');
    expect(linted(counted('openings')).join()).toContain('"openings"');
  });

  it('lets a milestone depend on one whose date counts back from it, not on one that counts on', () => {
    const permitCounted = (days: number) =>
      planYaml.replace(
        "{ precision: DAY, date: '2026-03-10' }",
        `{ precision: RELATIVE, relativeTo: { item: opening, days: ${days} } }`,
      );
    expect(linted(permitCounted(-30))).toEqual([]);
    expect(linted(permitCounted(30)).join()).toContain(
      'dependencies go round: permit → opening → permit; remove one of them',
    );
    const bothBack = permitCounted(-30).replace(
      "{ precision: DAY, bound: 'ON', hardness: HARD, date: '2026-04-10' }",
      '{ precision: RELATIVE, relativeTo: { item: permit, workingDays: -5 } }',
    );
    expect(linted(bothBack).join()).toContain('dates go round: permit → opening → permit');
  });
});
