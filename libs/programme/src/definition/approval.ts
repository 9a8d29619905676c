import type { Transition } from './chart-schema.js';
import type { Definition } from './definition.js';
import type { Guard } from './guard-schema.js';
import { guardsWithin } from './guard-walk.js';

/** The chart of approvals: what a guard `approved` looks for, and REQUEST_APPROVAL creates. */
export const APPROVAL = 'approval';
export const REQUEST_APPROVAL = 'REQUEST_APPROVAL';

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
    .filter(([, ways]) => [ways].flat().some(({ guard }) => approvalAsked(guard) !== null))
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

/** The roles of anybody who may act: the relative role for that, else every role that is not read-only. */
function membersOf({ roles }: Definition): string[] {
  const named = Object.entries(roles);
  const anyone = named.filter(([, { relative }]) => relative !== undefined && 'anyone' in relative);
  const acting = named.filter(([, role]) => !role.readOnly && role.relative === undefined);
  return (anyone.length > 0 ? anyone : acting).map(([name]) => name);
}
