import { lint, loadDefinition } from '../index.js';
import { smallDefinition } from '../../../../test/support/small-definition.js';

const linted = (duties: string): string[] => {
  const body = `
roles: { A: { title: Anybody } }
charts:
  request:
    title: Request
    separate: [[asker, approver]]
    initial: new
    states:
      new: { on: { ASK: { to: asked, roles: [A], duty: asker } } }
      asked: { rest: true, on: { APPROVE: { to: approved, roles: [A], duty: approver } } }
      approved: { final: true }
items: { x: { chart: request, title: Desks, mark: proposed } }
migration: { from: small, duties: ${duties} }`;
  const loaded = loadDefinition('small.yaml', () => smallDefinition('small', body));
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return lint(loaded.definition, loaded.locate).map((each) => each.message);
};

describe('lint of the duties that a migration carries along', () => {
  it('finds nothing where each leads to a duty of its chart', () => {
    expect(linted('{ request: { requester: asker, signatory: approver } }')).toEqual([]);
  });

  it('finds charts and duties that are not there, with what may be meant', () => {
    expect(linted('{ reqest: { requester: asker } }')).toEqual([
      'there is no chart "reqest"; did you mean "request"?',
    ]);
    expect(linted('{ request: { requester: askr } }')).toEqual([
      'there is no duty "askr"; did you mean "asker"?',
    ]);
  });

  it('finds two duties that become one, since whoever performed either could then act as both', () => {
    expect(linted('{ request: { requester: asker, writer: asker } }')).toEqual([
      '"requester" and "writer" both lead to "asker"',
    ]);
  });
});
