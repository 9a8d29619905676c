import type { Transition } from './chart-schema.js';
import type { Definition } from './definition.js';
import type { Guard } from './guard-schema.js';
import { guardsWithin } from './guard-walk.js';

/** The chart of approvals: what a guard `approved` looks for, and REQUEST_APPROVAL creates. */
export const APPROVAL = 'approval';
export const REQUEST_APPROVAL = 'REQUEST_APPROVAL';

/** The event that sets a value right; the value decides whether it needs an approval. */
export const CORRECT = 'CORRECT';

export type ApprovedGuard = Extract<Guard, { approved: unknown }>['approved'];

/** What an approval asks of a step, or null when its guard asks for none. */
export function approvalAsked(guard: Guard | undefined): ApprovedGuard | null {
  const found =
    guard === undefined ? undefined : guardsWithin(guard).find((each) => 'approved' in each);
  return found !== undefined && 'approved' in found ? found.approved : null;
}

/**
 * The event by which anybody who may act asks for the approvals that the events of a state need; none
 * where no event needs one.
 */
export function requestApproval(
  on: Record<string, Transition | Transition[]>,
  definition: Definition,
): Record<string, Transition> {
  const events = Object.entries(on)
    .filter(([event, ways]) => [ways].flat().some((way) => mayNeedApproval(event, way)))
    .map(([event]) => event);
  if (events.length === 0 || definition.charts[APPROVAL] === undefined) return {};
  return {
    [REQUEST_APPROVAL]: {
      title: 'Ask for an approval',
      roles: membersOf(definition),
      payload: {
        event: { type: 'choice', title: 'Event to approve', choices: events, optional: false },
        note: { type: 'text', title: 'Note to the approvers', optional: true },
        evidence: { type: 'evidence', title: 'Evidence', optional: true },
        with: { type: 'any', title: 'What else the event is to carry', optional: true },
        occurredOn: { type: 'date', title: 'Day it is recorded for', optional: true },
      },
      guard: {
        count: {
          of: {
            items: APPROVAL,
            where: {
              subject: { self: 'id' },
              event: { payload: 'event' },
              state: ['requested'],
            },
          },
          exactly: 0,
        },
        words: 'It is asked for once at a time',
      },
      changes: [{ askApproval: { event: { payload: 'event' } } }],
      tells: [],
    },
  };
}

/** What a correction needs hangs on the value, so that it may always be asked about. */
const mayNeedApproval = (event: string, { guard, changes }: Transition): boolean =>
  approvalAsked(guard) !== null ||
  (event === CORRECT && changes.some((change) => 'record' in change));

/** The roles of anybody who may act: the relative role for that, else every role that is not read-only. */
function membersOf(definition: Definition): string[] {
  const anyone = Object.entries(definition.roles).flatMap(([name, { relative }]) =>
    relative !== undefined && 'anyone' in relative ? [name] : [],
  );
  return anyone.length > 0 ? anyone : actingRoles(definition);
}

/** The roles that are granted and may do more than read. */
export const actingRoles = ({ roles }: Definition): string[] =>
  Object.entries(roles).flatMap(([name, role]) =>
    role.readOnly || role.relative !== undefined ? [] : [name],
  );
