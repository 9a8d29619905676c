import { milestoneFields } from './milestone-fields.js';
import { person } from './move-programme.js';
import { smallDefinition } from './small-definition.js';

/** A programme small enough to know by heart: two counters that need each other, and a milestone. */
export const smallYaml = smallDefinition(
  'small',
  `
roles:
  PROGRAMME_MANAGER: { title: Programme manager }
  LEAD: { title: Lead }
  AUDITOR: { title: Auditor, readOnly: true }
profiles:
  STD: { title: Standard, before: [5, 1], after: { days: [1], thenEvery: 5 } }
charts:
  task:
    title: Task
    recordedBy: [LEAD]
    fields:
      startOn: { type: date, optional: true }
      size: { type: integer, optional: true, title: Size }
      note: { type: text, optional: true }
    initial: todo
    states:
      todo:
        on:
          START: { to: doing, roles: [LEAD] }
          NOTE: { roles: [LEAD, PROGRAMME_MANAGER], payload: { note: { type: text } }, changes: [ { set: { note: { payload: note } } } ] }
          SIZE: { roles: [LEAD], payload: { size: { type: integer } }, changes: [ { set: { size: { payload: size } } } ] }
        rules:
          BEGIN:
            to: doing
            tells: [LEAD]
            guard: { all: [ { known: { field: startOn } }, { dateReached: { date: { field: startOn } } } ] }
      doing:
        on:
          FINISH:
            to: done
            roles: [LEAD]
            tells: [PROGRAMME_MANAGER]
            guard: { own: ready }
      done: { final: true }
  milestone:
    title: Milestone
${milestoneFields}
    initial: active
    states:
      active:
        on:
          CLAIM: { to: achieved, roles: [LEAD], changes: [ { set: { actual: { occurredOn: true } } } ] }
          REFORECAST:
            roles: [LEAD]
            payload: { forecast: { type: date }, reason: { type: text } }
            guard: { reasonGiven: true }
            changes: [ { set: { forecast: { payload: forecast }, forecastOn: { today: true } } } ]
      achieved: { rest: true }
items:
  first:
    chart: task
    title: First task
    mark: seed
    guards: { ready: { itemIn: { item: self, states: [doing] } } }
  second:
    chart: task
    title: Second task
    mark: proposed
    data: { startOn: { is: '2026-04-01' } }
    guards: { ready: { itemIn: { item: first, states: [done] } } }
  M1:
    chart: milestone
    title: Doors open
    mark: proposed
    data:
      due: { is: { precision: DAY, bound: 'ON', hardness: HARD, date: '2026-04-20' } }
      profile: { is: STD }
      owner: { is: LEAD }
`,
  { title: 'Small programme' },
);

/** The people of the small programme: opaque ids, with the roles they hold. */
export const lead = person('P-LEAD', 'LEAD');
export const manager = person('P-PM', 'PROGRAMME_MANAGER');
export const auditor = person('P-AUD', 'AUDITOR');
