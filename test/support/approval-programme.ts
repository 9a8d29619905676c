import { openWithKinds } from './open-with-kinds.js';
import { smallDefinition } from './small-definition.js';

const text = (guard: string, kinds: string) =>
  smallDefinition(
    'doors',
    `
roles: { KEEPER: { title: Keeper }, GUEST: { title: Guest, readOnly: true } }
charts:
  door:
    title: Door
    fields: { colour: { type: label, optional: true } }
    initial: shut
    on:
      PAINT:
        roles: [KEEPER]
        payload: { colour: { type: label } }
        changes: [{ set: { colour: { payload: colour } } }]
    states:
      shut:
        rest: true
        on:
          OPEN: { title: Open, to: open, roles: [KEEPER], guard: ${guard} }
          LOCK: { title: Lock, roles: [KEEPER], guard: ${guard} }
          KNOCK: { roles: [KEEPER], changes: [{ askApproval: { event: { value: OPEN } } }] }
      open: { rest: true, on: { SHUT: { to: shut, roles: [KEEPER] } } }
  interest-register:
    title: Interests
    interests: interests
    fields:
      interests: { type: rows, columns: { person: { type: person }, about: { type: items } } }
    initial: open
    states: { open: { rest: true } }
items:
  door: { chart: door, title: The door, mark: proposed }
  interests:
    chart: interest-register
    title: Interests
    mark: proposed
    data: { interests: { is: [{ id: brother, person: P-9, about: [door] }] } }
`,
    { use: kinds },
  );

/** A door that may only be opened once others have approved it; P-9 has an interest in it. */
export const approvalProgramme = (
  now: string,
  guard = '{ approved: { by: [SRO, BOARD], atLeast: 2, validDays: 30 } }',
  kinds = '../kinds/approval.yaml, ../kinds/roles.yaml',
) => openWithKinds(text(guard, kinds), now);
