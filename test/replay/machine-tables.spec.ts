import { compiled } from '../support/reference-programme.js';
import { machineTables } from '../support/machine-tables.js';

const lines = Object.entries(machineTables).flatMap(([chart, table]) =>
  table
    .trim()
    .split('\n')
    .map((line): [string, string, string, string] => {
      const [from = '', event = '', to = ''] = line.trim().split(' ');
      return [chart, from, event, to];
    }),
);

const within = (state: string, outer: string) =>
  outer === '' || state === outer || state.startsWith(`${outer}.`);

describe('the charts of the reference programme', () => {
  it.each(lines)('%s: from %s, %s leads to %s', (chart, from, event, to) => {
    const steps = [...(compiled.charts[chart]?.steps.values() ?? [])].filter(
      (step) => step.event === event && within(from, step.from),
    );
    const targets = steps.map((step) => step.body.to ?? from);
    expect(targets.some((target) => within(target, to))).toBe(true);
  });

  it('have every state of the tables', () => {
    const missing = lines
      .flatMap(([chart, from, , to]) => [
        [chart, from],
        [chart, to],
      ])
      .filter(([chart = '', state = '']) => !compiled.charts[chart]?.states.has(state));
    expect(missing).toEqual([]);
  });
});
