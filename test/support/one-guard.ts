import { decide, type JsonObject } from '#programme';
import { opened, person } from './move-programme.js';
import { smallDefinition } from './small-definition.js';

export const NOW = '2026-06-15T09:00:00.000Z';

/** A one-state programme whose only event has the guard given; data and payload as asked. */
export function definitionWith(guard: string, data: string, payload: string): string {
  return smallDefinition(
    'one',
    `
roles: { A: { title: A } }
bodies: { BOARD: { quorum: none } }
rules:
  notice:
    title: Minimum notice
    rows:
      - { until: '2013-04-06', when: { place: GB }, atLeast: { people: 100 }, days: 90, text: 90 days, mark: proposed }
      - { from: '2013-04-06', when: { place: GB }, atLeast: { people: 100 }, days: 45, text: 45 days, mark: proposed }
      - { when: { place: NI }, atLeast: { people: 100 }, days: 90, text: 90 days, mark: proposed }
charts:
  thing:
    title: Thing
    recordedBy: [A]
    fields:
      n: { type: integer }
      part: { type: decimal }
      whole: { type: decimal }
      day: { type: date }
      days: { type: integer }
      who: { type: person }
      gate: { type: item }
      subject: { type: item, optional: true }
      usedBy: { type: item, optional: true }
      body: { type: label, optional: true }
      planned: { type: plannedDate, optional: true }
      rows: { type: rows, columns: { kind: { type: label }, done: { type: boolean }, by: { type: person, optional: true } } }
    initial: here
    states:
      here:
        rest: true
        on:
          GO: { roles: [A], payload: { ${payload} }, guard: ${guard} }
      approved: { rest: true }
items:
  it: { chart: thing, title: It, mark: proposed, data: { ${data} } }
  G: { chart: thing, title: Gate, mark: proposed, state: approved, data: { subject: { is: it } } }
  H: { chart: thing, title: Other, mark: proposed, state: approved, data: { subject: { is: G } } }
  U: { chart: thing, title: Used, mark: proposed, state: approved, data: { subject: { is: it }, usedBy: { is: it } } }
`,
  );
}

export function answer(guard: string, data = '', payload: JsonObject = {}, fields = '') {
  const { compiled, state } = opened(NOW, definitionWith(guard, data, fields));
  const request = { item: 'it', type: 'GO', payload, actor: person('P1', 'A'), key: 'k' };
  const decision = decide(compiled, state, request, NOW);
  if (decision.outcome === 'accepted') return 'yes';
  if (decision.outcome === 'conflict') throw new Error('no version was expected');
  if (!decision.refusal.code.startsWith('GUARD')) throw new Error(decision.refusal.message);
  return decision.refusal.code === 'GUARD_UNKNOWN' ? 'unknown' : 'no';
}

/** Register rows as YAML, one for each text of cells. */
export const rows = (...cells: string[]) =>
  `rows: { is: [${cells.map((cell, index) => `{ id: r${index}, ${cell} }`).join(', ')}] }`;
