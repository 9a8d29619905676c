import { smallDefinition } from './small-definition.js';

/** Milestones that wait for each other with lags, two whose dates count from others, and a ladder. */
export const planYaml = smallDefinition(
  'fair',
  `
roles: { PMO: { title: Programme office }, LEAD: { title: Lead }, SRO: { title: Owner } }
profiles:
  STD: { title: Standard, before: [5], after: { days: [1] } }
  KEY: { title: Key, before: [10, 5], after: { days: [1] } }
escalation:
  holdWorkingDays: 5
  steps:
    - { level: 3, at: 5, slip: [{ over: 20 }, { over: 0, onCriticalPath: true }], tell: [SRO] }
charts:
  milestone:
    title: Milestone
    fields:
      due: { type: plannedDate, optional: true }
      forecast: { type: date, optional: true }
      forecastOn: { type: date, optional: true }
      actual: { type: date, optional: true }
      acknowledgedOn: { type: date, optional: true }
      checkedOn: { type: date, optional: true }
      profile: { type: label }
      owner: { type: role }
      dependsOn: { type: items, optional: true }
      lags: { type: rows, optional: true, columns: { workingDays: { type: integer } } }
    schedule:
      { due: due, forecast: forecast, forecastOn: forecastOn, actual: actual, acknowledgedOn: acknowledgedOn,
        checkedOn: checkedOn, profile: profile, owner: owner, dependsOn: dependsOn, lags: lags,
        active: [active], achieved: [achieved] }
    initial: active
    states:
      active:
        parallel: true
        on:
          MOVE: { roles: [PMO], payload: { due: { type: plannedDate } }, guard: { acyclic: true }, changes: [ { set: { due: { payload: due } } } ] }
          DEPEND: { roles: [PMO], payload: { dependsOn: { type: items } }, guard: { acyclic: true }, changes: [ { set: { dependsOn: { payload: dependsOn } } } ] }
          CLAIM: { to: achieved, roles: [PMO], changes: [ { set: { actual: { occurredOn: true } } } ] }
          CANCEL: { to: cancelled, roles: [PMO] }
          REFORECAST:
            roles: [PMO]
            payload: { forecast: { type: date } }
            changes: [ { set: { forecast: { payload: forecast }, forecastOn: { today: true } } } ]
        states:
          escalation:
            initial: none
            states:
              none: { rules: { TO_L3: { to: active.escalation.L3, guard: { escalation: { level: 3 } } } } }
              L3: { rules: { CALMS: { to: active.escalation.none, guard: { escalation: { level: 0 } } } } }
      achieved: { rest: true }
      cancelled: { final: true }
items:
  permit:
    chart: milestone
    title: Permit given
    mark: proposed
    data:
      due: { is: { precision: DAY, date: '2026-03-10' } }
      profile: { is: STD }
      owner: { is: LEAD }
  posters:
    chart: milestone
    title: Posters up
    mark: proposed
    data:
      due: { is: { precision: MONTH, bound: BY, date: '2026-03', wording: some time in March } }
      profile: { is: STD }
      owner: { is: LEAD }
  opening:
    chart: milestone
    title: Opening day
    mark: proposed
    data:
      due: { is: { precision: DAY, bound: 'ON', hardness: HARD, date: '2026-04-10' } }
      profile: { is: KEY }
      owner: { is: LEAD }
      dependsOn: { is: [permit, posters] }
      lags: { is: [ { id: permit, workingDays: 20 } ] }
  accounts:
    chart: milestone
    title: Accounts closed
    mark: proposed
    data:
      due: { is: { precision: RELATIVE, relativeTo: { item: opening, days: 100 }, wording: a hundred days on } }
      profile: { is: STD }
      owner: { is: LEAD }
  strategy:
    chart: milestone
    title: Strategy published
    mark: proposed
    data:
      due: { is: { precision: UNDATED, wording: when the council gets to it } }
      profile: { is: STD }
      owner: { is: LEAD }
  review:
    chart: milestone
    title: Review
    mark: proposed
    data:
      due: { is: { precision: RELATIVE, relativeTo: { item: strategy, workingDays: 20 } } }
      profile: { is: STD }
      owner: { is: LEAD }
`,
  { title: 'Village fair', holidays: "{ '2026-04-03': Good Friday }" },
);
