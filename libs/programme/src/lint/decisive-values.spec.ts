import { moveYaml } from '../../../../test/support/move-programme.js';
import { lint, loadDefinition } from '../index.js';

const committee = (field: string) => `
charts:
  vote:
    title: Vote
    recordedBy: [LEAD]
    separate: [[preparer, decider]]
    fields: { needed: { type: integer${field} } }
    initial: open
    states:
      open:
        on:
          CLOSE:
            to: shut
            roles: [LEAD]
            duty: decider
            payload: { decision: { type: decision } }
            guard: { decisionRecorded: { body: Committee, quorum: { field: needed } } }
          OPEN_AGENDA: { roles: [LEAD], duty: preparer }
      shut: { final: true }
`;

function linted(field: string): string {
  const loaded = loadDefinition('move.yaml', () =>
    moveYaml.replace('\ncharts:\n', committee(field)),
  );
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return lint(loaded.definition, loaded.locate)
    .map((each) => each.message)
    .join('\n');
}

describe('lint of values that say who decides', () => {
  it('asks for a duty where one person could record such a value and decide by it', () => {
    const message = 'a decision rests on "needed", and LEAD could record it and then decide by it';
    expect(linted('')).toContain(message);
    expect(linted(', duty: preparer')).not.toContain(message);
    expect(linted(', recordable: false')).not.toContain(message);
  });

  it('knows no duty that nothing keeps apart', () => {
    expect(linted(', duty: clerk')).toContain('the duty "clerk" is kept apart from no other');
  });
});
