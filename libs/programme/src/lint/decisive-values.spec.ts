import { moveYaml } from '../../../../test/support/move-programme.js';
import { lint, loadDefinition } from '../index.js';

const QUORUM = ', quorum: { field: needed }';

const committee = (field: string, quorum: string, bodies: string, duty: string) => `${bodies}
charts:
  vote:
    title: Vote
    recordedBy: [LEAD]
    separate: [[preparer, decider], [clerk, caller]]
    fields: { needed: { type: integer${field} } }
    initial: open
    states:
      open:
        on:
          CLOSE:
            to: shut
            roles: [LEAD]
            duty: ${duty}
            payload: { decision: { type: decision } }
            guard: { decisionRecorded: { body: Committee${quorum} } }
          OPEN_AGENDA: { roles: [LEAD], duty: preparer }
          TAKE_MINUTES: { roles: [LEAD], duty: clerk }
          CALL: { roles: [LEAD], duty: caller }
          OVERRULE: { roles: [LEAD], duty: decider }
      shut: { final: true }
`;

function linted(field: string, quorum = QUORUM, bodies = '', duty = 'decider'): string {
  const loaded = loadDefinition('move.yaml', () =>
    moveYaml.replace('\ncharts:\n', committee(field, quorum, bodies, duty)),
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

  it.each([
    [
      'another group',
      ', duty: clerk',
      'decider',
      'CLOSE rests on "needed" and is the duty "decider"',
    ],
    ['the same duty', ', duty: decider', 'decider', 'so whoever was decider and recorded it'],
    [
      'another group yet',
      ', duty: preparer',
      'caller',
      'CLOSE rests on "needed" and is the duty "caller"',
    ],
  ])('asks that it be kept apart from deciding, and finds %s', (_words, field, duty, message) => {
    expect(linted(field, QUORUM, '', duty)).toContain(message);
    expect(linted(', duty: preparer')).not.toContain('rests on "needed"');
  });

  it('knows no duty that nothing keeps apart', () => {
    expect(linted(', duty: typist')).toContain('the duty "typist" is kept apart from no other');
  });
});

describe('lint of bodies that decide', () => {
  it('asks how many of a body have to be present, or for the word that its minute suffices', () => {
    const message = 'CLOSE is decided by "Committee", and nobody says how many of it';
    expect(linted('', '')).toContain(message);
    expect(linted('', QUORUM)).not.toContain(message);
    for (const quorum of ['3', 'none']) {
      const bodies = `\nbodies: { Committee: { quorum: ${quorum} } }`;
      expect(linted('', '', bodies)).not.toContain(message);
    }
  });
});
