import { compiledFrom, person } from '../../../../test/support/move-programme.js';
import { smallDefinition } from '../../../../test/support/small-definition.js';
import type { CompiledDefinition } from '../chart/compile.js';
import { decide } from '../decide/decide.js';
import { open } from '../decide/open.js';
import type { ProgrammeState } from '../model.js';
import { applyMigration, planMigration } from './plan-migration.js';

const at = '2026-03-02T09:00:00.000Z';
const one = person('P-1', 'A');

/** A request that one person asks for and another approves, duties and groups by the names given. */
const request = (asks: string, separate: string, migration = '') =>
  compiledFrom(
    smallDefinition(
      'request',
      `
roles: { A: { title: Anybody } }
charts:
  request:
    title: Request
    separate: ${separate}
    initial: new
    states:
      new: { on: { ASK: { to: asked, roles: [A], duty: ${asks} } } }
      asked: { rest: true, on: { APPROVE: { to: approved, roles: [A], duty: approver } } }
      approved: { final: true }
items: { x: { chart: request, title: Desks, mark: proposed } }
${migration}`,
    ),
  );

const mapped = 'migration: { from: request, duties: { request: { requester: asker } } }';
const before = request('requester', '[[requester, approver]]');
const renamed = request('asker', '[[asker, approver]]', mapped);

const opened = () =>
  open(before, { id: 'p', organisation: 'acme', title: 'P', clock: 'live', actor: one }, at).state;
const send = (compiled: CompiledDefinition, state: ProgrammeState, type: string, actor = one) =>
  decide(compiled, state, { item: 'x', type, payload: {}, actor, key: type }, at);

function sent(compiled: CompiledDefinition, state: ProgrammeState, type: string, actor = one) {
  const decision = send(compiled, state, type, actor);
  if (decision.outcome !== 'accepted') throw new Error(JSON.stringify(decision));
  return decision.state;
}

const asked = () => sent(before, opened(), 'ASK');
const blockers = (to: CompiledDefinition, state = asked()) =>
  planMigration(before, to, state, at).blockers.map(({ message }) => message);
const act = { actor: one, role: 'SRO', authority: null, request: 'm', requestedBy: 'P-8' };

describe('a migration between charts with duties', () => {
  test('is blocked where a duty somebody has performed is gone and not mapped', () => {
    const lost = request('asker', '[[asker, approver]]');
    expect(blockers(lost)).toEqual([
      'Desks (x): P-1 performed its duty "requester", which chart "request" does not have there; say under migration.duties.request what it is called',
    ]);
    expect(blockers(lost, opened())).toEqual([]);
    const ended = sent(before, asked(), 'APPROVE', person('P-2', 'A'));
    expect(blockers(lost, ended)).toEqual([]);
  });

  test('carries a duty along by its mapping, so that nobody approves their own request', () => {
    const state = asked();
    expect(send(before, state, 'APPROVE').outcome).toBe('refused');
    const preview = planMigration(before, renamed, state, at);
    expect(preview).toMatchObject({
      blockers: [],
      items: [{ item: 'x', duties: [{ duty: 'requester', to: 'asker' }] }],
    });
    const after = applyMigration(before, renamed, state, act, at).state;
    expect(after.items['x']?.duties).toEqual({ asker: ['P-1'] });
    expect(send(renamed, after, 'APPROVE').outcome).toBe('refused');
    expect(send(renamed, after, 'APPROVE', person('P-2', 'A')).outcome).toBe('accepted');
    const back = applyMigration(renamed, before, after, act, at, { undo: true }).state;
    expect(back.items['x']?.duties).toEqual({ requester: ['P-1'] });
  });

  test('is blocked where two duties of one group change places and somebody has performed one', () => {
    const places = '{ requester: approver, approver: requester }';
    const swapped = request(
      'requester',
      '[[requester, approver]]',
      `migration: { from: request, duties: { request: ${places} } }`,
    );
    expect(blockers(swapped)).toEqual([
      expect.stringContaining('its duty "requester" is called "approver" there'),
    ]);
    expect(blockers(swapped)[0]).toContain('P-1 performed it');
    expect(blockers(swapped, opened())).toEqual([]);
  });

  test('is blocked where a duty performed no longer stays apart from another', () => {
    const loose = request('requester', '[]');
    expect(blockers(loose)).toEqual([
      expect.stringContaining(
        'its duties "requester" and "approver" do not stay apart in chart "request" there, and P-1 performed one of them',
      ),
    ]);
    expect(blockers(loose, opened())).toEqual([]);
    expect(blockers(request('requester', '[[approver, requester]]'))).toEqual([]);
  });
});
