import { readFileSync } from 'node:fs';
import { compileDefinition, definitionHash, loadDefinition } from '#programme';
import type { CompiledDefinition } from '#programme';
import { sha256 } from './move-programme.js';
import { smallDefinition } from './small-definition.js';

/** Two tasks and a request, with the shipped register of delegations: for the specs of acting for another. */
export const delegatingYaml = smallDefinition(
  'delegating',
  `
roles:
  PROGRAMME_MANAGER: { title: Programme manager }
  PMO: { title: Programme office }
  LEAD: { title: Lead }
  BOARD: { title: Board }
  AUDITOR: { title: Auditor, readOnly: true }
  REQUESTER: { title: Requester, relative: { personIn: requestedBy } }
  ANY_MEMBER: { title: Any member, relative: { anyone: true } }
charts:
  task:
    title: Task
    separate: [[requester, approver]]
    fields:
      requestedBy: { type: person, optional: true }
      note: { type: label, optional: true }
    initial: open
    states:
      open:
        rest: true
        on:
          NOTE: { roles: [LEAD], payload: { note: { type: label } }, changes: [ { set: { note: { payload: note } } } ] }
          REQUEST: { to: asked, roles: [LEAD], duty: requester, changes: [ { set: { requestedBy: { actor: person } } } ] }
      asked:
        rest: true
        on:
          WITHDRAW: { to: open, roles: [REQUESTER] }
          APPROVE: { to: approved, roles: [BOARD], duty: approver }
          SIGN:
            roles: [BOARD]
            guard: { distinctPersons: { between: [ { actor: person }, { field: requestedBy } ] } }
          COUNTERSIGN:
            roles: [BOARD]
            guard: { compare: { left: { actor: person }, op: ne, right: { field: requestedBy } } }
          CONFIRM:
            roles: [BOARD]
            guard: { compare: { left: { actor: person }, op: eq, right: { field: requestedBy } } }
      approved: { final: true }
items:
  T1: { chart: task, title: First task, mark: proposed }
  T2: { chart: task, title: Second task, mark: proposed }
  delegations: { chart: delegation-register, title: Delegations, mark: proposed }
`,
  { use: 'programmes/kinds/delegation.yaml' },
);

/** The definition, with the register as it is shipped. */
export function compiledDelegating(): CompiledDefinition {
  const read = (path: string) =>
    path === 'definition.yaml' ? delegatingYaml : readFileSync(path, 'utf8');
  const loaded = loadDefinition('definition.yaml', read);
  if (!loaded.ok) throw new Error(loaded.problems.map((each) => each.message).join('\n'));
  return compileDefinition(loaded.definition, definitionHash(loaded.definition, sha256));
}
