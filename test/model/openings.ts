import { plannedConsultation } from './consultation-model.js';
import { someGate } from './gate-model.js';
import { draftMilestone } from './milestone-model.js';
import type { Model } from './reference-model.js';

/** One event of a story, some days after the one before; what it carries is chosen at random. */
export type Step = readonly [item: string, type: string, person: string, later?: number];

/** A programme in both tellings, and what a sequence of random events is about. */
export type Opening = {
  path: string;
  model: Model;
  /** Items that have to do with each other. */
  together: readonly (readonly string[])[];
  /**
   * Ways that events at random would hardly ever go. They go along one, leaving steps out and doing
   * other things in between, so most of them end somewhere else.
   */
  stories: readonly (readonly Step[])[];
  /** Kinds and states that the sequences must come to; rarer ones may be missed. */
  reaches: readonly string[];
  /** Kinds and events that have to be accepted somewhere. */
  takes: readonly string[];
};

const today = '2013-03-01';

/** Milestones and consultations; any of them together. */
const plan: Opening = {
  path: 'test/model/model-programme.yaml',
  model: {
    today,
    baseline: 0,
    items: {
      first: draftMilestone({ state: 'active' }),
      second: draftMilestone({ state: 'active', dependsOn: ['first'] }),
      fact: draftMilestone({ state: 'active', owner: 'HR_LEAD', metBy: 'first' }),
      drafted: draftMilestone({ dependsOn: ['fact'] }),
      before: plannedConsultation({ headcount: 120, proposedOn: '2013-04-05' }),
      after: plannedConsultation({ headcount: 120, consultees: 1 }),
      northern: plannedConsultation({ headcount: 120, jurisdiction: 'NI', consultees: 1 }),
      few: plannedConsultation({ headcount: 19, consultees: 1 }),
      transfer: plannedConsultation({
        headcount: 19,
        consultees: 1,
        about: 'STAFF_TRANSFER',
        decider: 'SRO',
      }),
    },
  },
  together: [
    ['first', 'second'],
    ['first', 'fact', 'drafted'],
    ['before'],
    ['after'],
    ['northern', 'few'],
    ['transfer'],
    ['first', 'after', 'transfer'],
  ],
  stories: [
    [
      ['first', 'CLAIM', 'P-LEAD'],
      ['first', 'REJECT_CLAIM', 'P-MANAGER'],
      ['first', 'CLAIM', 'P-LEAD'],
      ['first', 'VERIFY', 'P-MANAGER'],
    ],
    [
      ['transfer', 'OPEN', 'P-HR'],
      ['transfer', 'PUBLISH_RESPONSE', 'P-HR'],
      ['transfer', 'CONSIDERED', 'P-SRO'],
    ],
  ],
  reaches: [
    'consultation closed',
    'consultation considered',
    'consultation open',
    'consultation responded',
    'milestone achieved',
    'milestone cancelled',
    'milestone claimed',
  ],
  takes: [
    'milestone ACKNOWLEDGE',
    'milestone VERIFY',
    'milestone REJECT_CLAIM',
    'consultation CONSIDERED',
  ],
};

const decisions: Opening = {
  path: 'test/model/model-decisions.yaml',
  model: {
    today,
    baseline: 0,
    items: {
      waiting: draftMilestone({ state: 'active', escalates: false }),
      reached: draftMilestone({ state: 'achieved', escalates: false }),
      dated: draftMilestone({ due: '2013-06-28' }),
      planned: someGate({}),
      prepared: someGate({ state: 'evidenceOpen' }),
      reviewed: someGate({ state: 'inReview' }),
      voting: someGate({ state: 'responded', needed: 2 }),
      meeting: someGate({ state: 'responded' }),
      changes: { kind: 'change-log', state: 'open' },
    },
  },
  together: [
    ['reached', 'approval-1', 'approval-1'],
    ['reached', 'approval-1', 'approval-2'],
    ['prepared'],
    ['reviewed'],
    ['voting', 'waiting'],
    ['meeting', 'action-1'],
    ['meeting', 'meeting', 'waiting', 'action-1'],
    ['changes', 'change-request-1', 'change-request-1'],
    ['changes', 'change-request-1', 'change-request-2'],
    ['planned', 'changes', 'change-request-1', 'change-request-1'],
  ],
  stories: [
    [
      ['prepared', 'ATTACH_EVIDENCE', 'P-OFFICE'],
      ['prepared', 'FREEZE', 'P-MANAGER'],
      ['prepared', 'START_REVIEW', 'P-REVIEW'],
      ['prepared', 'RECOMMEND', 'P-REVIEW'],
      ['prepared', 'SUBMIT_REPORT', 'P-REVIEW'],
      ['prepared', 'ANSWER', 'P-SRO'],
      ['prepared', 'RESPOND', 'P-SRO'],
    ],
    [
      ['meeting', 'SET_CONDITION', 'P-BOARD'],
      ['meeting', 'DECIDE_CONDITIONAL', 'P-BOARD'],
      ['action-1', 'DONE', 'P-OFFICE'],
      ['action-1', 'REJECT_DONE', 'P-MANAGER'],
      ['action-1', 'DONE', 'P-OFFICE'],
      ['action-1', 'VERIFY', 'P-MANAGER'],
      ['meeting', 'ALL_CONDITIONS_MET', 'P-OFFICE'],
      ['waiting', 'CLAIM', 'P-TWO'],
      ['waiting', 'VERIFY', 'P-TWO'],
    ],
    [
      ['meeting', 'SET_CONDITION', 'P-BOARD'],
      ['meeting', 'DECIDE_CONDITIONAL', 'P-BOARD'],
      ['action-1', 'DONE', 'P-OFFICE'],
      ['action-1', 'VERIFY', 'P-MANAGER', 45],
      ['meeting', 'RE_DECIDE', 'P-BOARD'],
      ['meeting', 'DECIDE_APPROVE', 'P-BOARD'],
    ],
    [
      ['voting', 'RECUSE', 'P-BOARD'],
      ['voting', 'VOTE', 'P-MEMBER'],
      ['voting', 'WITHDRAW_VOTE', 'P-MEMBER'],
      ['voting', 'VOTE', 'P-MEMBER'],
      ['voting', 'VOTE', 'P-ALL'],
      ['voting', 'DECIDE_APPROVE', 'P-MEMBER'],
    ],
    [
      ['reached', 'REQUEST_APPROVAL', 'P-SRO'],
      ['approval-1', 'RECUSE', 'P-MANAGER'],
      ['approval-1', 'ABSTAIN', 'P-OFFICE'],
      ['approval-1', 'WITHDRAW_VOTE', 'P-OFFICE'],
      ['approval-1', 'WITHDRAW', 'P-SRO'],
      ['approval-1', 'RESUBMIT', 'P-SRO'],
      ['approval-1', 'APPROVE', 'P-MANAGER'],
      ['reached', 'REOPEN', 'P-SRO'],
    ],
    [
      ['waiting', 'CLAIM', 'P-LEAD'],
      ['voting', 'VOTE', 'P-BOARD'],
      ['voting', 'VOTE', 'P-MEMBER'],
      ['voting', 'DECIDE_APPROVE', 'P-BOARD'],
      ['waiting', 'VERIFY', 'P-OFFICE'],
      ['waiting', 'REQUEST_APPROVAL', 'P-SRO'],
      ['approval-1', 'APPROVE', 'P-OFFICE'],
      ['waiting', 'REOPEN', 'P-SRO'],
      ['voting', 'PLAN_AGAIN', 'P-OFFICE'],
      ['voting', 'BOOK', 'P-OFFICE'],
    ],
    [
      ['reached', 'REQUEST_APPROVAL', 'P-SRO'],
      ['approval-1', 'APPROVE', 'P-OFFICE'],
      ['reached', 'REQUEST_APPROVAL', 'P-MANAGER'],
      ['approval-2', 'APPROVE', 'P-OFFICE'],
      ['reached', 'REOPEN', 'P-SRO'],
      ['approval-1', 'RESUBMIT', 'P-SRO'],
      ['reached', 'CLAIM', 'P-LEAD'],
      ['reached', 'VERIFY', 'P-MANAGER'],
      ['reached', 'REOPEN', 'P-SRO'],
    ],
    [
      ['changes', 'RAISE_CHANGE', 'P-LEAD'],
      ['change-request-1', 'SUBMIT', 'P-LEAD'],
      ['changes', 'RAISE_CHANGE', 'P-LEAD'],
      ['change-request-2', 'SUBMIT', 'P-LEAD'],
      ['change-request-1', 'ASSESS', 'P-OFFICE'],
      ['change-request-2', 'ASSESS', 'P-OFFICE'],
      ['change-request-1', 'APPROVE', 'P-MANAGER'],
      ['change-request-2', 'APPROVE', 'P-SECRETARY'],
      ['change-request-2', 'APPROVE', 'P-SRO'],
      ['planned', 'CANCEL', 'P-SRO'],
      ['changes', 'RAISE_CHANGE', 'P-MANAGER'],
      ['change-request-3', 'WITHDRAW', 'P-MANAGER'],
    ],
  ],
  reaches: [
    'action open',
    'action overdue',
    'action unverified',
    'action verified',
    'approval approved',
    'approval consumed',
    'approval expired',
    'approval rejected',
    'approval requested',
    'approval withdrawn',
    'change-request applied',
    'change-request assessed',
    'change-request submitted',
    'gate approved',
    'gate approvedWithConditions',
    'gate evidenceFrozen',
    'gate expired',
    'gate rejected',
    'gate reported',
    'gate suspended',
    'gate voided',
  ],
  takes: [
    'action REJECT_DONE',
    'approval ABSTAIN',
    'approval RECUSE',
    'approval RESUBMIT',
    'approval WITHDRAW',
    'approval WITHDRAW_VOTE',
    'change-request WITHDRAW',
    'gate RECUSE',
    'gate RE_DECIDE',
    'gate WITHDRAW_VOTE',
  ],
};

export const openings: { readonly [what: string]: Opening } = {
  'milestones and consultations': plan,
  'gates, approvals and changes': decisions,
};
