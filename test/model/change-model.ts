import {
  fits,
  holds,
  isDecision,
  isEvidence,
  isMember,
  isOneOf,
  isRecordedBy,
  isText,
  textIn,
  type Act,
  type Value,
} from './world.js';

/** A change request, as plainly as it can be said: about an item, or the day of a milestone. */
export type ChangeRequest = {
  kind: 'change-request';
  state: 'draft' | 'submitted' | 'assessed' | 'approved' | 'applied' | 'rejected' | 'withdrawn';
  subject: string | null;
  /** The one event of its subject that it allows. */
  allows: string | null;
  move: { milestone: string; day: string } | null;
  requestedBy: string;
  requesters: string[];
  approvers: string[];
  /** The number of the baseline it was assessed against. */
  baseline: number;
  authority: string;
};

/** What a change knows of the plan: the day now planned for what it moves, and the latest baseline. */
export type Plan = { day: string | null; baseline: number };

const isMoves = (value: Value): boolean => Array.isArray(value);

/** The change that is raised, about one of the items there are, or null when that is refused. */
export function changeRaised({ person, payload }: Act, items: string[]): ChangeRequest | null {
  const optional = { subject: isOneOf(...items), allows: isOneOf('CANCEL'), moves: isMoves };
  if (!isMember(person) || !fits(payload, { title: isText, reason: isText }, optional)) return null;
  const { subject, allows, moves } = payload;
  if (allows !== undefined && subject === undefined) return null;
  return {
    kind: 'change-request',
    state: 'draft',
    subject: typeof subject === 'string' ? subject : null,
    allows: typeof allows === 'string' ? allows : null,
    move: moveIn(moves),
    requestedBy: person,
    requesters: [person],
    approvers: [],
    baseline: 0,
    authority: '',
  };
}

/** The one move of which the random events tell. */
function moveIn(moves: Value | undefined): ChangeRequest['move'] {
  const [row] = Array.isArray(moves) ? moves : [];
  if (typeof row !== 'object' || Array.isArray(row)) return null;
  const [milestone, newDue] = [row['milestone'], row['newDue']];
  if (typeof milestone !== 'string' || typeof newDue !== 'object' || Array.isArray(newDue))
    return null;
  return { milestone, day: textIn(newDue, 'date') };
}

/** The change after an act, or null when the act is refused. */
export function changeAfter(it: ChangeRequest, act: Act, plan: Plan): ChangeRequest | null {
  const { person, payload } = act;
  const isKnown = it.subject !== null || it.move !== null;
  const isOwn = person === it.requestedBy;
  const recorder = it.authority === 'BOARD' ? 'BOARD_SECRETARY' : it.authority;
  const mayDecide = holds(person, recorder) && !isOwn;
  const isDecided = recorder === it.authority || isRecordedBy(payload, it.authority);
  switch (`${it.state} ${act.type}`) {
    case 'draft SUBMIT':
      if (!isMember(person) || !fits(payload, {}) || !isKnown) return null;
      return { ...it, state: 'submitted', requesters: [...it.requesters, person] };
    case 'draft WITHDRAW':
    case 'submitted WITHDRAW':
      return isOwn && fits(payload, {}) ? { ...it, state: 'withdrawn' } : null;
    case 'submitted ASSESS':
      if (!holds(person, 'PMO') || !fits(payload, { cost: isText }) || !isKnown) return null;
      return {
        ...it,
        state: 'assessed',
        baseline: plan.baseline,
        authority: authorityFor(it, plan),
      };
    case 'assessed APPROVE':
      if (!mayDecide || !fits(payload, {}, { decision: isDecision }) || !isDecided) return null;
      if (it.requesters.includes(person)) return null;
      return { ...it, state: 'approved', approvers: [...it.approvers, person] };
    case 'assessed REJECT':
      if (!mayDecide || !fits(payload, { reason: isText }, { decision: isDecision })) return null;
      return isDecided ? { ...it, state: 'rejected' } : null;
    case 'approved CARRY_OUT':
      if (!holds(person, 'PMO') || !fits(payload, { evidence: isEvidence })) return null;
      return { ...it, state: 'applied' };
    default:
      return null;
  }
}

/** The lowest authority whose limit the move stays within; no days measure what is no milestone. */
function authorityFor({ move, subject }: ChangeRequest, { day }: Plan): string {
  const days = move === null || day === null ? 0 : workingDays(day, move.day);
  if (days > 20) return 'BOARD';
  return days > 10 || subject !== null ? 'SRO' : 'PROGRAMME_MANAGER';
}

const closed2013 = ['2013-08-26', '2013-12-25', '2013-12-26'];

/** Working days from one day to another, whichever comes first, on the days that are used here. */
function workingDays(one: string, other: string): number {
  const [first, last] = [one, other].toSorted().map((day) => Date.parse(`${day}T00:00:00Z`));
  let count = 0;
  for (let at = (first ?? 0) + 86_400_000; at <= (last ?? 0); at += 86_400_000) {
    const date = new Date(at);
    const isWeekend = date.getUTCDay() === 0 || date.getUTCDay() === 6;
    if (!isWeekend && !closed2013.includes(date.toISOString().slice(0, 10))) count += 1;
  }
  return count;
}

/** What follows by itself: a move that is approved is made; what a new baseline overtook goes back. */
export function changeSettled(it: ChangeRequest, { baseline }: Plan): ChangeRequest {
  if (it.state !== 'assessed' && it.state !== 'approved') return it;
  if (it.baseline !== baseline) return { ...it, state: 'submitted' };
  return it.state === 'approved' && it.move !== null ? { ...it, state: 'applied' } : it;
}
