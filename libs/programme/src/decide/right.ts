import type { IsoDate } from '#plan';
import type { CompiledDefinition } from '../chart/compile.js';
import type { EventRequest, ItemState, ProgrammeState } from '../model.js';
import { delegationFor, delegationsOf } from './delegation.js';
import { permit, type Permission } from './permit.js';

/** By what right somebody asks for an event: in person, or under a delegation. */
export type Right = {
  /** The role for an event open to these, or null; a delegation stands as the authority. */
  permit: (roles: readonly string[]) => Permission | null;
  /** What stands in the way of acting for another, as the end of a sentence; empty in person. */
  missing: string;
};

/** Looks up no delegation for whoever acts in person, which is nearly always. */
export function rightOf(
  compiled: CompiledDefinition,
  state: ProgrammeState,
  item: ItemState,
  request: Pick<EventRequest, 'actor' | 'role' | 'type'>,
  today: IsoDate,
): Right {
  const { actor, role, type: event } = request;
  const held = (roles: readonly string[]) => permit(compiled.definition, actor, item, roles, role);
  if (actor.kind === 'system' || actor.actingFor === null) return { permit: held, missing: '' };
  const { person, actingFor } = actor;
  const acting = { person, actingFor, event, item, today };
  const found = delegationFor(compiled, delegationsOf(compiled, state), acting);
  if ('missing' in found) return { permit: () => null, missing: `; ${found.missing}` };
  const authority = found.delegation.id;
  return {
    permit: (roles) => {
      const permission = held(roles);
      return permission && { ...permission, authority };
    },
    missing: `; ${actingFor} does not hold that, and hands on only what they hold`,
  };
}
