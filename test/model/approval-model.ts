import { fits, holds, isMember, isText, dayAfter, type Act, type Shape } from './world.js';

/** A vote as it stands in a register; one that was withdrawn has ended. */
export type Vote = { person: string; vote: string; ended: boolean };

/** An approval, as plainly as it can be said. */
export type Approval = {
  kind: 'approval';
  state: 'requested' | 'approved' | 'rejected' | 'withdrawn' | 'voided' | 'expired' | 'consumed';
  subject: string;
  boundVersion: number;
  validUntil: string;
  requestedBy: string;
  requesters: string[];
  approvers: string[];
  votes: Vote[];
};

/** What an approval knows of the milestone it is about. */
export type Subject = { version: number; reopenedAt: number };

export const asksApproval = ({ person, payload }: Act): boolean =>
  isMember(person) && fits(payload, { event: (it) => it === 'REOPEN' }, optionalNote);

const optionalNote: Shape = { note: isText };

export const approvalAsked = (act: Act, version: number): Approval => ({
  kind: 'approval',
  state: 'requested',
  subject: act.item,
  boundVersion: version,
  validUntil: dayAfter(act.today, 30),
  requestedBy: act.person,
  requesters: [act.person],
  approvers: [],
  votes: [],
});

const counted = (votes: readonly Vote[], vote: string) =>
  votes.filter((each) => !each.ended && each.vote === vote).length;

/** Whoever has voted, whatever the vote; withdrawing it is no vote. */
export const hasVoted = (votes: readonly Vote[], person: string): boolean =>
  votes.some((each) => !each.ended && each.person === person && each.vote !== 'WITHDRAWN');

/** The votes once one is withdrawn; null where it is no vote of this person's: who stood aside stays so. */
export function votesWithout(votes: readonly Vote[], { person, payload }: Act): Vote[] | null {
  const number = votes.findIndex((_, index) => `votes-${index + 1}` === payload['row']);
  const found = votes[number];
  if (found === undefined || found.ended || found.person !== person) return null;
  if (found.vote === 'RECUSE' || found.vote === 'WITHDRAWN') return null;
  const rest = votes.with(number, { ...found, ended: true });
  return [...rest, { person, vote: 'WITHDRAWN', ended: false }];
}

/** The approval after an act, or null when the act is refused. */
export function approvalAfter(it: Approval, act: Act, subject: Subject): Approval | null {
  const { person, payload } = act;
  const voted = (vote: string) => [...it.votes, { person, vote, ended: false }];
  const mayApprove = holds(person, 'PROGRAMME_MANAGER', 'PMO');
  const isApart = !it.requesters.includes(person);
  switch (`${it.state} ${act.type}`) {
    case 'requested APPROVE':
    case 'requested ABSTAIN':
    case 'requested REJECT': {
      const isReasoned =
        act.type === 'REJECT'
          ? fits(payload, { reason: isText })
          : fits(payload, {}, { reason: isText });
      if (!mayApprove || !isReasoned || !isApart || hasVoted(it.votes, person)) return null;
      return { ...it, votes: voted(act.type), approvers: [...it.approvers, person] };
    }
    case 'requested RECUSE':
      if (!mayApprove || !fits(payload, { reason: isText })) return null;
      return hasVoted(it.votes, person) ? null : { ...it, votes: voted('RECUSE') };
    case 'requested WITHDRAW_VOTE': {
      if (!mayApprove || !fits(payload, { row: isText }, { reason: isText })) return null;
      const votes = votesWithout(it.votes, act);
      return votes === null ? null : { ...it, votes };
    }
    case 'requested WITHDRAW':
    case 'approved WITHDRAW':
      return person === it.requestedBy && fits(payload, {}) ? { ...it, state: 'withdrawn' } : null;
    case 'rejected RESUBMIT':
    case 'withdrawn RESUBMIT':
    case 'voided RESUBMIT':
    case 'expired RESUBMIT':
      if (person !== it.requestedBy || !fits(payload, {}, optionalNote)) return null;
      if (it.approvers.includes(person)) return null;
      return {
        ...it,
        state: 'requested',
        boundVersion: subject.version,
        validUntil: dayAfter(act.today, 30),
        votes: it.votes.map((each) => ({ ...each, ended: true })),
      };
    default:
      return null;
  }
}

/** What follows by itself: granted or rejected by its votes, used up, void or too old. */
export function approvalSettled(it: Approval, today: string, subject: Subject): Approval {
  const isUsed = subject.reopenedAt > it.boundVersion;
  const isRequested = it.state === 'requested';
  if (!isRequested && it.state !== 'approved') return it;
  if (isRequested && counted(it.votes, 'APPROVE') > 0) return { ...it, state: 'approved' };
  if (isRequested && counted(it.votes, 'REJECT') > 0) return { ...it, state: 'rejected' };
  if (!isRequested && isUsed) return { ...it, state: 'consumed' };
  if (subject.version !== it.boundVersion && !isUsed) return { ...it, state: 'voided' };
  return today > it.validUntil ? { ...it, state: 'expired' } : it;
}

/** Whether it carries the reopening of its milestone now; it was asked for as of no other day. */
export const carries = (it: Approval, version: number, { today, occurredOn }: Act): boolean =>
  it.state === 'approved' &&
  it.boundVersion === version &&
  it.validUntil >= today &&
  occurredOn === today;
