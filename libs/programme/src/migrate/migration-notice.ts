import type { CompiledDefinition } from '../chart/compile.js';
import { managerOf } from '../definition/manager.js';
import type { Notice, ProgrammeState } from '../model.js';
import type { MigrationAct, MigrationPreview } from './migration-preview.js';

/**
 * The letter about a migration, to the managers of the programme, who answer for it and did not do it:
 * who did, and which dates moved.
 */
export function migrationNotice(
  { definition }: CompiledDefinition,
  state: ProgrammeState,
  { from, to, items, milestones }: MigrationPreview,
  { actor, requestedBy, request }: MigrationAct,
): Notice {
  return {
    id: `${state.id}.MIGRATED.${request}`,
    template: 'migrated',
    item: state.id,
    toRoles: [managerOf(definition)].filter((role) => definition.roles[role] !== undefined),
    toPersons: [],
    data: {
      from,
      to,
      requestedBy,
      by: actor.kind === 'person' ? actor.person : null,
      items: items.length,
      milestones: milestones.map((each) => ({ ...each })),
    },
  };
}
