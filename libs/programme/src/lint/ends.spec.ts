import { readdirSync } from 'node:fs';
import { shippedDefinition } from '../../../../test/support/reference-programme.js';
import { compileDefinition } from '../chart/compile.js';
import { activePaths } from '../chart/state-value.js';
import { explore } from './explore.js';

const shipped = ['evolve-nca', 'first-live', 'nhs-merger', 'office-move'];
const charts = shipped.flatMap((name) => {
  const { definition } = shippedDefinition(`programmes/${name}/programme.yaml`);
  return Object.entries(compileDefinition(definition, name).charts).map(
    ([id, chart]) => [name, id, chart, definition] as const,
  );
});

describe('every chart of every shipped programme', () => {
  it('is looked at: no programme is left out', () => {
    const folders = readdirSync('programmes').filter((name) =>
      readdirSync(`programmes/${name}`).includes('programme.yaml'),
    );
    expect(folders.toSorted()).toEqual(shipped);
  });

  it.each(charts)(
    '%s: from every state of %s an end can be reached',
    (_, id, chart, definition) => {
      const starts = Object.values(definition.items)
        .filter((item) => item.chart === id)
        .map((item) => item.state);
      const { values, edges, cut } = explore(chart, starts);
      expect(cut).toBe(false);
      const isEnd = (key: string) =>
        activePaths(values.get(key) ?? '').some((path) => {
          const state = chart.states.get(path);
          return state?.rest === true || state?.final === true;
        });
      const from = (start: string): boolean => {
        const seen = new Set([start]);
        for (const key of seen) {
          if (isEnd(key)) return true;
          edges.filter((edge) => edge.from === key).forEach((edge) => seen.add(edge.to));
        }
        return false;
      };
      expect([...values.keys()].filter((key) => !from(key))).toEqual([]);
    },
  );
});
