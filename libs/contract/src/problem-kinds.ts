import type { RefusalCode } from '#programme';

/** What a problem code stands for: its status and title, and what to do about it. */
export type ProblemKind = { status: number; title: string; about: string };

const refusals = {
  UNKNOWN_ITEM: {
    status: 404,
    title: 'Unknown item',
    about: 'The programme has no item with that id. List its items to see those it has.',
  },
  ITEM_CLOSED: {
    status: 422,
    title: 'Item closed',
    about: 'The item has ended and takes no more events.',
  },
  UNKNOWN_EVENT: {
    status: 422,
    title: 'Unknown event',
    about: "The item's chart has no such event. `expected` names those it would take now.",
  },
  NOT_NOW: {
    status: 422,
    title: 'Not in this state',
    about: 'The event exists, but not from where the item stands. `expected` names those that do.',
  },
  SYSTEM_ONLY: {
    status: 422,
    title: 'Only the system sends this',
    about: 'The event is a rule: it fires by itself as soon as its conditions hold.',
  },
  ROLE_NOT_PERMITTED: {
    status: 403,
    title: 'Role not permitted',
    about:
      'None of the roles you hold for this item may do that. The detail names the roles that may. Administrators are not exempt.',
  },
  INVALID_PAYLOAD: {
    status: 422,
    title: 'Payload does not fit the event',
    about: '`errors` says which field of the payload is missing, unknown or of the wrong type.',
  },
  GUARD_FAILED: {
    status: 422,
    title: 'Conditions not met',
    about:
      '`findings` has every failing condition: what was looked at, what it rests on, and who can clear it. Refusals are kept in the history.',
  },
  GUARD_UNKNOWN: {
    status: 422,
    title: 'Still to be confirmed',
    about:
      'A condition depends on a value that nobody has confirmed yet. Record the value with its source, then try again.',
  },
  OCCURRED_IN_FUTURE: {
    status: 422,
    title: 'Occurred in the future',
    about: '`occurredOn` lies after the day that the programme has reached.',
  },
  PROGRAMME_ENDED: {
    status: 422,
    title: 'Programme ended',
    about: 'The programme has ended and takes no more events.',
  },
} satisfies Record<RefusalCode, ProblemKind>;

/** The closed list of what an answer of 400 and above can mean. Its type is `/problems/<slug>`. */
export const problemKinds = {
  ...refusals,
  INVALID_REQUEST: {
    status: 400,
    title: 'Request not understood',
    about: 'The JSON, a parameter or a header is not as described. `errors` says what and where.',
  },
  NOT_SIGNED_IN: {
    status: 401,
    title: 'Nobody is signed in',
    about:
      'Every /api/v1 route needs an identity. On a demonstration server, name a persona in the header Evolve-Persona.',
  },
  NOT_FOUND: {
    status: 404,
    title: 'Not found',
    about: 'There is nothing under that address, or nothing that you may see.',
  },
  VERSION_CONFLICT: {
    status: 409,
    title: 'Somebody was faster',
    about:
      'The item has changed since the version you expected. `current` has its state and version now.',
  },
  PROGRAMME_EXISTS: {
    status: 409,
    title: 'Programme id is taken',
    about: 'A programme with that id has been started already. Choose another id.',
  },
  KEY_REUSED: {
    status: 422,
    title: 'Idempotency key used for something else',
    about: 'That key belongs to another accepted event. Use a new key for each new event.',
  },
  DEFINITION_INVALID: {
    status: 422,
    title: 'Definition has problems',
    about: '`errors` lists each problem with file, line and column.',
  },
  CLOCK_REFUSED: {
    status: 422,
    title: 'Clock not moved',
    about: 'Only the clock of a rehearsal can be moved, only forwards, at most 20 years at a time.',
  },
  BODY_TOO_LARGE: {
    status: 413,
    title: 'Request too large',
    about: 'The body is larger than this server takes.',
  },
  WRONG_CONTENT_TYPE: {
    status: 415,
    title: 'Content type not understood',
    about: 'Send JSON, with the header `Content-Type: application/json`.',
  },
  MIGRATION_REFUSED: {
    status: 422,
    title: 'Migration not done',
    about:
      'Programmes are moved to another version on the request of one person and by the hand of another; a dry run is only looked at.',
  },
  EVIDENCE_REFUSED: {
    status: 422,
    title: 'File not taken as evidence',
    about:
      'The file is empty, of a kind that this server does not take, or not what it says it is. What is refused is not kept.',
  },
  LOG_NOT_SIGNED: {
    status: 409,
    title: 'The log is not signed',
    about:
      'An evidence pack rests on a signed checkpoint, and there is none that covers what was asked for: no key is set up, the worker is not running, or the log does not hold. The detail says which.',
  },
  REDACTION_REFUSED: {
    status: 409,
    title: 'Nothing erased',
    about:
      'Texts are erased on the request of one person and by the hand of another, once, and never while the programme is on legal hold. The detail says what stands in the way.',
  },
  CHANNEL_CLOSED: {
    status: 409,
    title: 'Channel sends nothing there now',
    about:
      'An operator has paused the channel, it is not set up on this server, or the address was switched off. The detail says which.',
  },
  OVER_LIMIT: {
    status: 429,
    title: 'Too many for one minute',
    about: 'As much as may be sent in a minute has been. Ask again in the next one.',
  },
  UNAVAILABLE: {
    status: 503,
    title: 'Not available now',
    about: 'The database cannot be reached, or the server is stopping. Try again shortly.',
  },
  INTERNAL: {
    status: 500,
    title: 'Our mistake',
    about: "Something failed that should not. Quote the request id: the server's log has the rest.",
  },
} satisfies Record<string, ProblemKind>;
export type ProblemCode = keyof typeof problemKinds;

/** The last part of a problem's type: `GUARD_FAILED` → `guard-failed`. */
export function problemSlug(code: ProblemCode): string {
  return code.toLowerCase().replaceAll('_', '-');
}
