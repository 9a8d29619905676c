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
import { decisionLeaf } from './leaf-decision.js';
import {
  changeApprovedLeaf,
  distinctPersonsLeaf,
  evidenceLeaf,
  knownLeaf,
  personActsLeaf,
  reasonLeaf,
} from './leaf-record.js';
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
import {
  dateReachedLeaf,
  elapsedLeaf,
  escalationLeaf,
  forecastLeaf,
  ruleResolvedLeaf,
} from './leaf-time.js';
import { impactKnownLeaf, impactStandsLeaf, planAsTakenLeaf } from './leaf-plan.js';
import type { Scope } from './scope.js';

/** Answers one guard of the closed vocabulary. */
export function leaf(guard: Guard, scope: Scope): Result {
  const found = ask(guard, scope);
  return {
    guard,
    name: nameOf(guard),
    answer: found.answer,
    words: found.words,
    inputs: found.inputs,
    clearedBy: found.clearedBy ?? [],
    parts: [],
  };
}

/** The one key of the vocabulary that a guard uses. */
function nameOf(guard: Guard): GuardOp | 'all' | 'any' | 'not' {
  for (const op of [...guardOps, 'all', 'any', 'not'] as const) if (op in guard) return op;
  throw new Error(`a guard without a known key: ${JSON.stringify(guard)}`);
}

function ask(guard: Guard, scope: Scope): LeafAnswer {
  if ('itemIn' in guard) return itemInLeaf(guard.itemIn, scope);
  if ('regionsDone' in guard) return regionsDoneLeaf(guard.regionsDone, scope);
  if ('regionsNamed' in guard) return regionsNamedLeaf(guard.regionsNamed, scope);
  if ('gateApproved' in guard) return gateApprovedLeaf(guard.gateApproved, scope);
  if ('dependenciesAchieved' in guard) return dependenciesLeaf(scope);
  if ('acyclic' in guard) return acyclicLeaf(scope);
  if ('impactKnown' in guard) return impactKnownLeaf(scope);
  if ('impactStands' in guard) return impactStandsLeaf(guard.impactStands, scope);
  if ('planAsTaken' in guard) return planAsTakenLeaf(guard.planAsTaken, scope);
  if ('count' in guard) return countLeaf(guard.count, scope);
  if ('every' in guard) return everyLeaf(guard.every, scope);
  if ('compare' in guard) return compareLeaf(guard.compare, scope);
  if ('share' in guard) return shareLeaf(guard.share, scope);
  if ('majority' in guard) return majorityLeaf(guard.majority, scope);
  if ('quorum' in guard) return quorumLeaf(guard.quorum, scope);
  if ('separated' in guard) return separatedLeaf(guard.separated, scope);
  if ('withinDays' in guard) return withinDaysLeaf(guard.withinDays, scope);
  if ('distinctPersons' in guard) return distinctPersonsLeaf(guard.distinctPersons, scope);
  if ('decisionRecorded' in guard) return decisionLeaf(guard.decisionRecorded, scope);
  if ('approved' in guard) return approvedLeaf(guard.approved, scope);
  if ('happened' in guard) return happenedLeaf(guard.happened, scope);
  if ('noInterest' in guard) return noInterestLeaf(guard.noInterest, scope);
  if ('onScale' in guard) return onScaleLeaf(guard.onScale, scope);
  if ('evidence' in guard) return evidenceLeaf(guard.evidence, scope);
  if ('reasonGiven' in guard) return reasonLeaf(scope);
  if ('changeApproved' in guard) return changeApprovedLeaf(scope);
  if ('personActs' in guard) return personActsLeaf(scope);
  if ('known' in guard) return knownLeaf(guard.known, scope);
  if ('dateReached' in guard) return dateReachedLeaf(guard.dateReached, scope);
  if ('elapsed' in guard) return elapsedLeaf(guard.elapsed, scope);
  if ('ruleResolved' in guard) return ruleResolvedLeaf(guard.ruleResolved, scope);
  if ('forecast' in guard) return forecastLeaf(guard.forecast, scope);
  if ('escalation' in guard) return escalationLeaf(guard.escalation, scope);
  if ('own' in guard) {
    return {
      answer: 'no',
      words: `it is not meant for ${scope.item.title}, which names no condition "${guard.own}"`,
      inputs: { own: guard.own },
    };
  }
  throw new Error(`the guard "${nameOf(guard)}" is combined, not a leaf`);
}
