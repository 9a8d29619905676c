import { openWithKinds } from './open-with-kinds.js';
import { smallDefinition } from './small-definition.js';

const text = (data: string) =>
  smallDefinition(
    'launch',
    `
bodies: { PANEL: { quorum: 2 }, BOARD: { quorum: 3 } }
charts:
  ship:
    title: Ship
    fields: { cargo: { type: label, optional: true } }
    initial: built
    states:
      built:
        rest: true
        on:
          LOAD:
            roles: [PROGRAMME_MANAGER]
            payload: { cargo: { type: label } }
            changes: [{ set: { cargo: { payload: cargo } } }]
          LAUNCH: { to: afloat, roles: [SRO], guard: { gateApproved: { gate: go } } }
      afloat: { rest: true }

items:
  ship: { chart: ship, title: The ship, mark: proposed }
  go:
    chart: gate
    title: Go
    mark: proposed
    data:
      decider: { is: BOARD }
      gates: { is: ship }
      bookedFor: { is: '2026-06-15' }
      criteria: { is: [{ id: hull, title: The hull is tight, mandatory: true, met: false }] }
      ${data}
    guards: { passed: { itemIn: { item: ship, states: [afloat] } } }
`,
    {
      use: '../kinds/gate.yaml, ../kinds/change-request.yaml, ../kinds/milestone.yaml, ../kinds/planning.yaml, ../kinds/roles.yaml',
    },
  );

/** A ship that is launched once a gate has passed it; `data` says how that gate is decided. */
export const gateProgramme = (now: string, data: string) => openWithKinds(text(data), now);
