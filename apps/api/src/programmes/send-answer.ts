import type { EventAccepted, ProblemPlace } from '#contract';
import type { SendAnswer } from '#engine';
import { stateWords, type ItemState, type Refusal } from '#programme';
import { ProblemError } from '../http/problem-error.js';

type Sent = { answer: EventAccepted; replayed: boolean };

/** The answer to an event that was sent; anything but "accepted" is thrown as its problem. */
export function acceptedOr(
  programme: string,
  sent: SendAnswer,
  expectedVersion: number | undefined,
): Sent {
  switch (sent.outcome) {
    case 'accepted': {
      const { sequence, hash, entries, item, created, warnings, replayed } = sent;
      const { id, title, value, version, closed } = item;
      const now = { item: id, title, state: stateWords(value), value, version, closed };
      const what = { programme, sequence, hash, entries, item: now, created, warnings };
      return { replayed, answer: what };
    }
    case 'refused':
      throw refusalProblem(sent.refusal, sent.number);
    case 'conflict':
      throw conflictProblem(sent.item, expectedVersion ?? sent.expected);
    case 'keyReused':
      throw new ProblemError(
        'KEY_REUSED',
        `The key "${sent.key}" belongs to another accepted event of ${programme}. Use a new one.`,
      );
    case 'unknownProgramme':
      throw noProgramme(programme);
    default:
      return sent satisfies never;
  }
}

/** Somebody was faster: where the item stands now. */
export function conflictProblem(item: ItemState, expected: number): ProblemError {
  const { id, title, value, version } = item;
  const state = stateWords(value);
  const detail = `${title} has version ${version} and is in ${state}; you expected version ${expected}.`;
  const current = { item: id, state, version, expectedVersion: expected };
  return new ProblemError('VERSION_CONFLICT', detail, { current });
}

export const noProgramme = (programme: string): ProblemError =>
  new ProblemError('NOT_FOUND', `There is no programme "${programme}" that you may see.`);

/** A refusal as a problem: its reasons, and what the item would take instead. */
function refusalProblem(refusal: Refusal, number: number | null): ProblemError {
  const { code, message, findings, expected, problems } = refusal;
  return new ProblemError(code, message, {
    findings,
    expected,
    ...(problems.length > 0 && { errors: problems.map(inPayload) }),
    ...(number !== null && { refusal: number }),
  });
}

/** A place in a payload as a place in the body that carried it. */
export const inPayload = ({ pointer, detail }: ProblemPlace): ProblemPlace => ({
  pointer: pointer.startsWith('#') ? pointer : `#/payload${pointer}`,
  detail,
});
