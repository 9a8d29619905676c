import { createHash } from 'node:crypto';
import {
  compileDefinition,
  definitionHash,
  loadDefinition,
  open,
  type Actor,
  type CompiledDefinition,
  type ProgrammeState,
} from '#programme';
import { milestoneFields } from './milestone-fields.js';
import { smallDefinition } from './small-definition.js';

/** A small programme that uses every feature of charts, for the specs of the decision core. */
export const moveYaml = smallDefinition(
  'office-move',
  `
documents:
  memo: { title: Board memo }
facts:
  F1: { document: memo, quote: 'The committee shall have met before the move.', lines: [3] }
roles:
  SRO: { title: Senior responsible owner }
  PMO: { title: Programme office }
  LEAD: { title: Team lead }
  AUDITOR: { title: Auditor, readOnly: true }
  OWNER: { title: Owner, relative: { roleIn: owner } }
profiles:
  STD: { title: Standard, before: [20, 5, 1], after: { days: [1, 5], thenEvery: 10 } }
  WATCH: { title: Watch, every: 20, escalateAfterUnchecked: 3, tell: [PMO], escalateTo: [SRO] }
escalation:
  holdWorkingDays: 5
  steps:
    - { level: 1, at: -10, tell: [OWNER] }
    - { level: 2, at: 1, tell: [SRO] }
charts:
  site:
    title: Site
    recordedBy: [PMO]
    fields:
      moveOn: { type: date }
      desks: { type: integer, title: Desks needed }
      note: { type: text, optional: true }
    initial: preparing
    states:
      preparing:
        parallel: true
        rules:
          ALL_DONE: { to: ready, guard: { regionsDone: { of: preparing, regions: [people, systems] } } }
        states:
          people:
            initial: open
            states:
              open:
                on:
                  PEOPLE_DONE:
                    to: preparing.people.done
                    roles: [LEAD]
                    payload: { evidence: { type: evidence } }
                    guard: { evidence: { atLeast: 1 } }
              done: { done: true }
          systems:
            initial: open
            states:
              open: { on: { SYSTEMS_DONE: { to: preparing.systems.done, roles: [LEAD] } } }
              done: { done: true }
          H: { history: deep }
      ready:
        on:
          NOT_READY:
            to: preparing.H
            reopens: preparing
            roles: [SRO]
            payload: { reason: { type: text }, regions: { type: names } }
            guard: { all: [ { reasonGiven: true }, { regionsNamed: { of: preparing } } ] }
        rules:
          MOVE:
            to: moved
            tells: [SRO]
            guard:
              all:
                - dateReached: { date: { field: moveOn } }
                - itemIn: { item: committee, states: [sound] }
                  words: The committee is sound
                  basis: { mark: proposed, sources: [F1] }
                  clearedBy: [PMO]
                - known: { field: desks }
      moved: { final: true }
  body:
    title: Body
    fields:
      members:
        type: rows
        columns: { person: { type: person }, kind: { type: choice, choices: [IN, OUT] } }
    initial: sound
    states:
      sound:
        rest: true
        on: &changes
          ADMIT_IN:
            roles: [SRO]
            payload: { person: { type: person } }
            guard:
              majority: { of: { rows: members, where: { kind: OUT } }, among: { rows: members }, called: outside members, after: changes }
            changes: [ { append: members, row: { person: { payload: person }, kind: { value: IN } } } ]
          ADMIT_OUT:
            roles: [SRO]
            payload: { person: { type: person } }
            changes: [ { append: members, row: { person: { payload: person }, kind: { value: OUT } } } ]
          LEAVE:
            roles: [PMO]
            payload: { row: { type: label } }
            changes: [ { endDate: members, row: { payload: row }, until: { occurredOn: true } } ]
        rules:
          BREACH:
            to: breached
            guard: { not: &majority { majority: { of: { rows: members, where: { kind: OUT } }, among: { rows: members }, called: outside members } } }
      breached:
        rest: true
        on: *changes
        rules: { HEALED: { to: sound, guard: *majority } }
  milestone:
    title: Milestone
${milestoneFields}
    initial: active
    states:
      active:
        parallel: true
        on:
          CLAIM: { to: achieved, roles: [OWNER], guard: { dependenciesAchieved: true }, changes: [ { set: { actual: { occurredOn: true } } } ] }
          REFORECAST:
            roles: [OWNER]
            payload: { reason: { type: text }, forecast: { type: date } }
            guard: { reasonGiven: true }
            changes: [ { set: { forecast: { payload: forecast }, forecastOn: { today: true } } } ]
        states:
          trend:
            initial: onPlan
            states:
              onPlan:
                rules:
                  SLIPS: { to: active.trend.slipping, guard: { forecast: slipping } }
                  TURNS_LATE: { to: active.trend.late, guard: { forecast: late } }
              slipping:
                rules:
                  RECOVERS: { to: active.trend.onPlan, guard: { forecast: onPlan } }
                  TURNS_LATE: { to: active.trend.late, guard: { forecast: late } }
              late:
                rules:
                  RECOVERS: { to: active.trend.onPlan, guard: { forecast: onPlan } }
          escalation:
            initial: none
            states:
              none: { rules: { TO_L1: { to: active.escalation.L1, guard: { escalation: { level: 1 } } }, TO_L2: { to: active.escalation.L2, guard: { escalation: { level: 2 } } } } }
              L1: { rules: { TO_L2: { to: active.escalation.L2, guard: { escalation: { level: 2 } } } } }
              L2: {}
      achieved: { rest: true }
items:
  committee:
    chart: body
    title: Committee
    mark: seed
    sources: [F1]
    data:
      members:
        is:
          - { id: m1, person: P01, kind: OUT }
          - { id: m2, person: P02, kind: OUT }
          - { id: m3, person: P03, kind: IN }
  north:
    chart: site
    title: North site
    mark: proposed
    data: { moveOn: { is: '2026-04-01' }, desks: { tbc: the survey is not done } }
  M1:
    chart: milestone
    title: Lease signed
    mark: proposed
    data:
      due: { is: { precision: DAY, bound: 'ON', hardness: HARD, date: '2026-03-31' } }
      profile: { is: STD }
      owner: { is: LEAD }
  M2:
    chart: milestone
    title: Keys handed over
    mark: proposed
    data:
      due: { tbc: agreed with the landlord later }
      profile: { is: STD }
      owner: { is: LEAD }
      dependsOn: { is: [M1] }
`,
  { title: 'Office move', holidays: "{ '2026-04-03': Good Friday }" },
);

export const sha256 = (data: Uint8Array | string): Uint8Array =>
  createHash('sha256').update(data).digest();

/** Loads and compiles YAML, and throws with every problem when it does not load. */
export function compiledFrom(yaml: string): CompiledDefinition {
  const loaded = loadDefinition('definition.yaml', (path) =>
    path === 'definition.yaml' ? yaml : null,
  );
  if (!loaded.ok) {
    throw new Error(
      loaded.problems.map((each) => `${each.line}:${each.column} ${each.message}`).join('\n'),
    );
  }
  return compileDefinition(loaded.definition, definitionHash(loaded.definition, sha256));
}

export const person = (id: string, ...roles: string[]): Actor => ({
  kind: 'person',
  person: id,
  actingFor: null,
  grants: roles.map((role) => ({ role, items: null, authority: null })),
});

/** The office move as it stands when opened at an instant. */
export function opened(
  at: string,
  yaml = moveYaml,
): { compiled: CompiledDefinition; state: ProgrammeState } {
  const compiled = compiledFrom(yaml);
  const programme = {
    id: 'move',
    organisation: 'acme',
    title: 'Office move',
    clock: 'rehearsal' as const,
    actor: person('P-PM', 'PMO'),
  };
  return { compiled, state: open(compiled, programme, at).state };
}
