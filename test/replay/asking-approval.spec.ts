import { existsSync, readFileSync } from 'node:fs';
import { available, lint, loadDefinition, type Definition } from '#programme';
import { lifeOf } from '../support/life.js';
import { openWithKinds } from '../support/open-with-kinds.js';
import { smallDefinition } from '../support/small-definition.js';

const NOW = '2026-06-15T09:00:00.000Z';
const approved = 'guard: { approved: { by: [SRO], validDays: 3 } }';

/** A safe of which nested states both offer events to approve; KNOCK asks for one, as it is told. */
const safe = (knock: string) =>
  openWithKinds(
    smallDefinition(
      'safe',
      `
charts:
  safe:
    title: Safe
    separate: [[asker, keeper]]
    fields: { asked: { type: boolean, optional: true } }
    initial: shut
    on:
      SELL: { roles: [PMO], ${approved}, to: sold }
    states:
      shut:
        rest: true
        on:
          OPEN: { roles: [PMO], ${approved}, to: open }
          KNOCK: { roles: [PMO], ${knock} }
          KEEP: { roles: [PMO], duty: keeper }
          ASK: { roles: [PMO], duty: asker }
      open: { rest: true, on: { SHUT: { roles: [PMO], to: shut } } }
      sold: { final: true }
items:
  safe: { chart: safe, title: The safe, mark: proposed }
`,
      { use: '../kinds/approval.yaml, ../kinds/roles.yaml' },
    ),
    NOW,
  );
const sound = 'changes: [{ askApproval: { event: { value: OPEN } } }]';

describe('what asks for an approval', () => {
  it('is offered once where states within states each have events to approve', () => {
    const { compiled, state, as } = lifeOf(safe(sound), { rest: 'PMO' }, NOW).now();
    const asking = available(compiled, state, as('P-1'), NOW, 'safe').filter(
      ({ event }) => event === 'REQUEST_APPROVAL',
    );
    expect(asking.map(({ payload }) => payload['event']?.choices)).toEqual([['OPEN', 'SELL']]);
  });

  it('takes either of them', () => {
    for (const event of ['OPEN', 'SELL']) {
      const { tell } = lifeOf(safe(sound), { rest: 'PMO' }, NOW);
      expect(tell('P-1', 'safe', 'REQUEST_APPROVAL', { event })).toBeNull();
    }
  });
});

describe('lint on what asks for an approval', () => {
  it.each([
    ['an event that needs none', 'OPEN }', 'SHUT }', 'approval of "SHUT", which needs none'],
    ['other changes', '[{ ask', '[{ set: { asked: { value: true } } }, { ask', 'beside other'],
    ['a way to go', 'changes:', 'to: open, changes:', 'beside "to: open", which voids it'],
    ['a duty', 'changes:', 'duty: asker, changes:', 'beside a duty, which voids it at once'],
  ])('finds %s', (_words, part, by, message) => {
    expect(() => safe(sound)).not.toThrow();
    expect(() => safe(sound.replace(part, by))).toThrow(message);
  });

  it('finds that whoever asks could approve', () => {
    const loaded = loadDefinition('programmes/office-move/programme.yaml', (path) =>
      existsSync(path) ? readFileSync(path, 'utf8') : null,
    );
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
    const { definition, locate } = loaded;
    const { approval } = definition.charts;
    if (approval === undefined) throw new Error('the office move uses no approvals');
    const found = (chart: Definition['charts'][string]) =>
      lint({ ...definition, charts: { ...definition.charts, approval: chart } }, locate)
        .map((each) => each.message)
        .join();
    const message = 'whoever asks for an approval could give it';
    expect(found({ ...approval, separate: [['approver', 'clerk']] })).toContain(message);
    expect(found(approval)).not.toContain(message);
  });
});
