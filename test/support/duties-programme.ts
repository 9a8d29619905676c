import { smallDefinition } from './small-definition.js';

/** A programme with duties kept apart: a claim and its verification, and a request and its approval. */
export const dutiesYaml = smallDefinition(
  'duties',
  `
roles:
  PROGRAMME_MANAGER: { title: Programme manager }
  LEAD: { title: Lead }
  BOARD: { title: Board }
charts:
  work:
    title: Work
    separate: [[claimant, verifier], [verifier, auditor]]
    initial: open
    states:
      open:
        on:
          CLAIM: { to: claimed, roles: [LEAD], duty: claimant }
          AUDIT: { roles: [LEAD], duty: auditor }
      claimed:
        on:
          VERIFY: { to: done, roles: [LEAD], duty: verifier }
          SEND_BACK: { to: open, roles: [LEAD], duty: verifier }
        rules: { LAPSE: { to: done, guard: { dateReached: { date: '2026-12-01' } } } }
      done: { rest: true, on: { REOPEN: { to: open, roles: [LEAD] } } }
  log:
    title: Requests
    initial: open
    states:
      open:
        rest: true
        on:
          ASK:
            roles: [LEAD]
            payload: { title: { type: label } }
            changes: [ { createItem: { chart: request, title: { payload: title }, duty: requester } } ]
  request:
    title: Request
    separate: [[requester, approver]]
    initial: asked
    states:
      asked: { on: { APPROVE: { to: approved, roles: [LEAD], duty: approver } } }
      approved: { final: true }
items:
  W: { chart: work, title: The work, mark: proposed }
  log: { chart: log, title: Requests, mark: proposed }
`,
);
