import { hasVoted, votesWithout, type Vote } from './approval-model.js';
import {
  dayAfter,
  fits,
  holds,
  isDay,
  isDecision,
  isEvidence,
  isOneOf,
  isPerson,
  isRecordedBy,
  isRole,
  isText,
  textIn,
  type Act,
} from './world.js';

/** A gate, as plainly as it can be said. */
export type Gate = {
  kind: 'gate';
  state:
    | 'planned'
    | 'booked'
    | 'evidenceOpen'
    | 'evidenceFrozen'
    | 'inReview'
    | 'reported'
    | 'responded'
    | 'approved'
    | 'approvedWithConditions'
    | 'suspended'
    | 'rejected'
    | 'expired'
    | 'voided'
    | 'consumed'
    | 'cancelled';
  decider: string;
  /** Votes needed; null where a body decides in a meeting. */
  needed: number | null;
  /** The milestone that waits for it, and whose achievement uses it up. */
  gates: string;
  reviewer: string | null;
  criteria: { id: string; mandatory: boolean; met: boolean }[];
  /** Whether each recommendation has been answered. */
  recommendations: boolean[];
  votes: Vote[];
  conditions: { owner: string; due: string }[];
  validUntil: string | null;
  /** How often it has been decided; what was set as a condition then counts for that decision. */
  decisions: number;
  boundRevision: number;
  preparers: string[];
  reviewers: string[];
  deciders: string[];
};

/** What a gate knows of the milestone that waits for it, and of its own conditions. */
export type Gated = { revision: number; passed: boolean; conditions: string[] };

const undecided = (it: Gate): Gate => ({
  ...it,
  votes: it.votes.map((each) => ({ ...each, ended: true })),
  conditions: [],
});

/** The gate after an act, or null when the act is refused. */
export function gateAfter(it: Gate, act: Act, gated: Gated, hasChange: boolean): Gate | null {
  const { person, payload } = act;
  const may = (...roles: string[]) => holds(person, ...roles);
  const prepares = !it.reviewers.includes(person) && !it.deciders.includes(person);
  const prepared = { ...it, preparers: [...it.preparers, person] };
  switch (`${it.state} ${act.type}`) {
    case 'planned BOOK': {
      if (!may('PMO') || !fits(payload, { date: isDay, reviewer: isPerson, preparer: isPerson }))
        return null;
      if (payload['reviewer'] === payload['preparer']) return null;
      const preparer = textIn(payload, 'preparer');
      if (it.reviewers.includes(preparer) || it.deciders.includes(preparer)) return null;
      const preparers = [...it.preparers, preparer];
      return { ...it, state: 'booked', reviewer: textIn(payload, 'reviewer'), preparers };
    }
    case 'planned CANCEL':
    case 'booked CANCEL':
      if (!may('SRO') || !fits(payload, { change: isText })) return null;
      return hasChange ? { ...it, state: 'cancelled' } : null;
    case 'booked OPEN_EVIDENCE':
      return may('PMO') && fits(payload, {}) ? { ...it, state: 'evidenceOpen' } : null;
    case 'evidenceOpen ATTACH_EVIDENCE': {
      if (!may('PROGRAMME_MANAGER', 'PMO') || !prepares) return null;
      if (!fits(payload, { row: isText, evidence: isEvidence })) return null;
      if (it.criteria.every(({ id }) => id !== payload['row'])) return null;
      const criteria = it.criteria.map((each) =>
        each.id === payload['row'] ? { ...each, met: true } : each,
      );
      return { ...prepared, criteria };
    }
    case 'evidenceOpen FREEZE': {
      if (!may('PROGRAMME_MANAGER') || !fits(payload, {}) || !prepares) return null;
      const mandatory = it.criteria.filter((each) => each.mandatory);
      if (mandatory.length === 0 || mandatory.some(({ met }) => !met)) return null;
      return { ...prepared, state: 'evidenceFrozen' };
    }
    case 'evidenceFrozen REOPEN_EVIDENCE':
      if (!may('PROGRAMME_MANAGER') || !fits(payload, { reason: isText })) return null;
      return { ...it, state: 'evidenceOpen' };
    case 'reported ANSWER': {
      if (!may('SRO') || !fits(payload, { row: isText, answer: isText })) return null;
      const number = it.recommendations.findIndex(
        (_, index) => `recommendations-${index + 1}` === payload['row'],
      );
      if (number < 0) return null;
      return { ...it, recommendations: it.recommendations.with(number, true) };
    }
    case 'reported RESPOND':
      if (!may('SRO') || !fits(payload, {}) || it.recommendations.includes(false)) return null;
      return { ...it, state: 'responded' };
    case 'approvedWithConditions ALL_CONDITIONS_MET':
      if (!may('PMO') || !fits(payload, {})) return null;
      return gated.conditions.every((state) => state === 'verified')
        ? { ...it, state: 'approved' }
        : null;
    case 'rejected RESUBMIT':
    case 'expired RESUBMIT':
    case 'voided RESUBMIT':
      if (!may('PROGRAMME_MANAGER') || !fits(payload, {})) return null;
      return { ...undecided(it), state: 'evidenceOpen' };
    case 'consumed PLAN_AGAIN':
      if (!may('PMO') || !fits(payload, {}) || gated.passed) return null;
      return { ...undecided(it), state: 'planned', reviewer: null, validUntil: null };
    default:
      return reviewed(it, act) ?? decided(it, act, gated);
  }
}

/** What a reviewer does, the one who was booked. */
function reviewed(it: Gate, { person, payload, type }: Act): Gate | null {
  if (!holds(person, 'REVIEWER') || person !== it.reviewer) return null;
  if (it.preparers.includes(person) || it.deciders.includes(person)) return null;
  const next = { ...it, reviewers: [...it.reviewers, person] };
  switch (`${it.state} ${type}`) {
    case 'evidenceFrozen START_REVIEW':
      return fits(payload, {}) ? { ...next, state: 'inReview' } : null;
    case 'inReview RECOMMEND':
      return fits(payload, {
        text: isText,
        class: isOneOf('CRITICAL', 'ESSENTIAL', 'RECOMMENDED'),
      })
        ? { ...next, recommendations: [...it.recommendations, false] }
        : null;
    case 'inReview SUBMIT_REPORT':
      return fits(payload, { rating: isOneOf(...ratings), report: isText })
        ? { ...next, state: 'reported' }
        : null;
    default:
      return null;
  }
}

const ratings = ['GREEN', 'AMBER_GREEN', 'AMBER', 'AMBER_RED', 'RED'];

/** What those who decide do: by votes, or in a meeting whose decision is recorded. */
function decided(it: Gate, act: Act, gated: Gated): Gate | null {
  const { person, payload } = act;
  if (!holds(person, it.decider)) return null;
  const isApart = !it.preparers.includes(person) && !it.reviewers.includes(person);
  const next = { ...it, deciders: [...it.deciders, person] };
  const closed = {
    ...next,
    decisions: it.decisions + 1,
    boundRevision: gated.revision,
    validUntil: textIn(payload, 'validUntil') || null,
  };
  const enough = (...votes: string[]) =>
    isDecided(it, act, votes) && (closed.validUntil ?? act.today) >= act.today;
  const optional = { decision: isDecision };
  switch (`${it.state} ${act.type}`) {
    case 'responded VOTE': {
      const shape = { vote: isOneOf('APPROVE', 'CONDITIONAL', 'REJECT', 'ABSTAIN') };
      if (!isApart || !fits(payload, shape, { reason: isText })) return null;
      if (it.needed === null || hasVoted(it.votes, person)) return null;
      const vote = { person, vote: textIn(payload, 'vote'), ended: false };
      return { ...next, votes: [...it.votes, vote] };
    }
    case 'responded RECUSE':
      if (!fits(payload, { reason: isText }) || hasVoted(it.votes, person)) return null;
      return { ...it, votes: [...it.votes, { person, vote: 'RECUSE', ended: false }] };
    case 'responded WITHDRAW_VOTE': {
      if (!fits(payload, { row: isText }, { reason: isText })) return null;
      const votes = votesWithout(it.votes, act);
      return votes === null ? null : { ...it, votes };
    }
    case 'responded SET_CONDITION':
      if (!isApart || !fits(payload, { title: isText, owner: isRole, due: isDay })) return null;
      return {
        ...next,
        conditions: [
          ...it.conditions,
          { owner: textIn(payload, 'owner'), due: textIn(payload, 'due') },
        ],
      };
    case 'responded DECIDE_APPROVE':
      if (!isApart || !fits(payload, {}, { ...optional, validUntil: isDay })) return null;
      return enough('APPROVE') ? { ...closed, state: 'approved' } : null;
    case 'responded DECIDE_CONDITIONAL':
      if (!isApart || !fits(payload, {}, { ...optional, validUntil: isDay })) return null;
      return enough('APPROVE', 'CONDITIONAL') && it.conditions.length > 0
        ? { ...closed, state: 'approvedWithConditions' }
        : null;
    case 'responded DECIDE_REJECT':
      if (!isApart || !fits(payload, { reason: isText }, optional)) return null;
      return enough('REJECT') ? { ...next, state: 'rejected' } : null;
    case 'suspended RE_DECIDE':
      return isApart && fits(payload, {}) ? { ...undecided(next), state: 'responded' } : null;
    default:
      return null;
  }
}

/** As many votes as are needed; or a decision of the Board, with its minute and its quorum present. */
function isDecided(it: Gate, { payload }: Act, votes: string[]): boolean {
  if (it.needed !== null) {
    return it.votes.filter((each) => !each.ended && votes.includes(each.vote)).length >= it.needed;
  }
  return isRecordedBy(payload, 'BOARD');
}

/** What follows by itself: used up, too old, void, or suspended for a condition that is overdue. */
export function gateSettled(it: Gate, today: string, gated: Gated): Gate {
  if (it.state !== 'approved' && it.state !== 'approvedWithConditions') return it;
  if (gated.passed) return { ...it, state: 'consumed' };
  if (it.validUntil !== null && today >= dayAfter(it.validUntil, 1)) {
    return { ...it, state: 'expired' };
  }
  if (gated.revision !== it.boundRevision) return { ...it, state: 'voided' };
  const hasLapsed = gated.conditions.some((each) => each === 'overdue' || each === 'unverified');
  return hasLapsed && it.state === 'approvedWithConditions' ? { ...it, state: 'suspended' } : it;
}

export const someGate = (more: Partial<Gate>): Gate => ({
  kind: 'gate',
  state: 'planned',
  decider: 'BOARD',
  needed: null,
  gates: 'waiting',
  reviewer: 'P-REVIEW',
  criteria: [
    { id: 'plan', mandatory: true, met: false },
    { id: 'extra', mandatory: false, met: false },
  ],
  recommendations: [],
  votes: [],
  conditions: [],
  validUntil: null,
  decisions: 0,
  boundRevision: 0,
  preparers: [],
  reviewers: [],
  deciders: [],
  ...more,
});
