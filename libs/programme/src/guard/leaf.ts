import { guardOps, type Guard, type GuardOp } from '../definition/guard-schema.js';
import type { LeafAnswer, Result } from './finding.js';
import {
  compareLeaf,
  countLeaf,
  everyLeaf,
  majorityLeaf,
  quorumLeaf,
  shareLeaf,
} from './leaf-count.js';
import { approvedLeaf, happenedLeaf, noInterestLeaf, onScaleLeaf } from './leaf-approval.js';
import { asksForChangeLeaf, changeApprovedLeaf } from './leaf-change.js';
import { decisionLeaf } from './leaf-decision.js';
import {
  distinctPersonsLeaf,
  evidenceLeaf,
  knownLeaf,
  personActsLeaf,
  reasonLeaf,
} from './leaf-record.js';
import { escalationLeaf, unansweredLeaf } from './leaf-escalation.js';
import { separatedLeaf } from './leaf-duty.js';
import { withinDaysLeaf } from './leaf-within.js';
import {
  acyclicLeaf,
  dependenciesLeaf,
  gateApprovedLeaf,
  itemInLeaf,
  regionsDoneLeaf,
  regionsNamedLeaf,
} from './leaf-state.js';
import { dateReachedLeaf, elapsedLeaf, forecastLeaf, ruleResolvedLeaf } from './leaf-time.js';
import { impactKnownLeaf, impactStandsLeaf, planAsTakenLeaf } from './leaf-plan.js';
import type { Scope } from './scope.js';

type Answers = {
  [Op in GuardOp]: (guard: Extract<Guard, Record<Op, unknown>>, scope: Scope) => LeafAnswer;
};

/** What each word of the vocabulary asks. */
const answers: Answers = {
  itemIn: ({ itemIn }, scope) => itemInLeaf(itemIn, scope),
  regionsDone: ({ regionsDone }, scope) => regionsDoneLeaf(regionsDone, scope),
  regionsNamed: ({ regionsNamed }, scope) => regionsNamedLeaf(regionsNamed, scope),
  gateApproved: ({ gateApproved }, scope) => gateApprovedLeaf(gateApproved, scope),
  dependenciesAchieved: (_guard, scope) => dependenciesLeaf(scope),
  acyclic: (_guard, scope) => acyclicLeaf(scope),
  impactKnown: (_guard, scope) => impactKnownLeaf(scope),
  impactStands: ({ impactStands }, scope) => impactStandsLeaf(impactStands, scope),
  planAsTaken: ({ planAsTaken }, scope) => planAsTakenLeaf(planAsTaken, scope),
  count: ({ count }, scope) => countLeaf(count, scope),
  every: ({ every }, scope) => everyLeaf(every, scope),
  compare: ({ compare }, scope) => compareLeaf(compare, scope),
  share: ({ share }, scope) => shareLeaf(share, scope),
  majority: ({ majority }, scope) => majorityLeaf(majority, scope),
  quorum: ({ quorum }, scope) => quorumLeaf(quorum, scope),
  separated: ({ separated }, scope) => separatedLeaf(separated, scope),
  withinDays: ({ withinDays }, scope) => withinDaysLeaf(withinDays, scope),
  distinctPersons: ({ distinctPersons }, scope) => distinctPersonsLeaf(distinctPersons, scope),
  decisionRecorded: ({ decisionRecorded }, scope) => decisionLeaf(decisionRecorded, scope),
  approved: ({ approved }, scope) => approvedLeaf(approved, scope),
  happened: ({ happened }, scope) => happenedLeaf(happened, scope),
  noInterest: ({ noInterest }, scope) => noInterestLeaf(noInterest, scope),
  onScale: ({ onScale }, scope) => onScaleLeaf(onScale, scope),
  evidence: ({ evidence }, scope) => evidenceLeaf(evidence, scope),
  reasonGiven: (_guard, scope) => reasonLeaf(scope),
  changeApproved: (_guard, scope) => changeApprovedLeaf(scope),
  asksForChange: ({ asksForChange }, scope) => asksForChangeLeaf(asksForChange, scope),
  personActs: (_guard, scope) => personActsLeaf(scope),
  known: ({ known }, scope) => knownLeaf(known, scope),
  dateReached: ({ dateReached }, scope) => dateReachedLeaf(dateReached, scope),
  elapsed: ({ elapsed }, scope) => elapsedLeaf(elapsed, scope),
  ruleResolved: ({ ruleResolved }, scope) => ruleResolvedLeaf(ruleResolved, scope),
  forecast: ({ forecast }, scope) => forecastLeaf(forecast, scope),
  escalation: ({ escalation }, scope) => escalationLeaf(escalation, scope),
  unanswered: (_guard, scope) => unansweredLeaf(scope),
  own: ({ own }, { item }) => ({
    answer: 'no',
    words: `it is not meant for ${item.title}, which names no condition "${own}"`,
    inputs: { own },
  }),
};

/** Answers one guard of the closed vocabulary. */
export function leaf(guard: Guard, scope: Scope): Result {
  const found = answerTo(guard, scope);
  return {
    guard,
    name: opOf(guard),
    answer: found.answer,
    words: found.words,
    inputs: found.inputs,
    clearedBy: found.clearedBy ?? [],
    parts: [],
  };
}

/** What a guard of the vocabulary answers, without the place it has in a larger one. */
export function answerTo(guard: Guard, scope: Scope): LeafAnswer {
  // The word that a guard holds is the one its answer is made for.
  const ask = answers[opOf(guard)] as (guard: Guard, scope: Scope) => LeafAnswer;
  return ask(guard, scope);
}

const ops = new WeakMap<Guard, GuardOp>();

/** The one word of the vocabulary that a guard uses. Kept: rules are asked after every event. */
function opOf(guard: Guard): GuardOp {
  const known = ops.get(guard);
  if (known !== undefined) return known;
  const op = guardOps.find((each) => each in guard);
  if (op === undefined)
    throw new Error(`not one guard of the vocabulary: ${JSON.stringify(guard)}`);
  ops.set(guard, op);
  return op;
}
