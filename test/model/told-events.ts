import type { Modelled } from './reference-model.js';
import type { Value } from './world.js';

/** What an event carries and may carry, the choices for each name; and who can mostly send it. */
export type Told = {
  by: readonly string[];
  with: { readonly [name: string]: readonly Value[] };
  may?: { readonly [name: string]: readonly Value[] };
};

const evidence = [[{ title: 'Paper', source: 'folder 1' }]];
const decision = [{ body: 'BOARD', minute: 'Minute 1' }];
const row = ['representations-1', 'representations-2', 'representations-9'];
const day = ['2013-02-28', '2013-03-20', '2013-05-01', '2013-08-15', '2014-01-10'];
const office = ['P-OFFICE', 'P-MANAGER', 'P-TWO', 'P-ALL'];
const owners = ['P-LEAD', 'P-TWO', 'P-HR'];
const runners = ['P-HR', 'P-MANAGER', 'P-ALL'];
const remark = ['It is said'];
const note = ['Please'];
const board = ['P-BOARD', 'P-MEMBER', 'P-ALL'];
const deciders = ['P-MANAGER', 'P-SRO', 'P-SECRETARY'];
const votes = ['votes-1', 'votes-2', 'votes-3'];
const recommendations = ['recommendations-1', 'recommendations-2'];
const minuted = [
  { body: 'BOARD', minute: 'Minute 1' },
  { body: 'BOARD', minute: 'Minute 2', present: 4, quorum: 4 },
  { body: 'BOARD', minute: 'Minute 3', present: 3, quorum: 4 },
  { body: 'GROUP', minute: 'Minute 4' },
];
const moves = ['2013-07-05', '2013-07-19', '2013-12-20'].map((date) => [
  { milestone: 'dated', newDue: { precision: 'DAY', bound: 'BY', hardness: 'TARGET', date } },
]);

/** What may be sent to each kind of item, and a few events that only the system fires. */
export const told: { readonly [kind in Modelled['kind']]: { readonly [event: string]: Told } } = {
  milestone: {
    PREPARE: { by: office, with: {} },
    BASELINE: { by: ['P-SRO', 'P-ALL'], with: {} },
    CANCEL: { by: ['P-MANAGER'], with: {} },
    CLAIM: { by: owners, with: { evidence } },
    REFORECAST: { by: owners, with: { forecast: day, reason: ['The builders are late'] } },
    ACKNOWLEDGE: { by: owners, with: {} },
    RECORD_CHECK: { by: office, with: { note: ['Nothing new'] } },
    ALLOW_OUT_OF_ORDER: { by: ['P-SRO'], with: { reason: ['It cannot wait'] } },
    VERIFY: { by: office, with: {} },
    REJECT_CLAIM: { by: office, with: { reason: ['The paper is not signed'] } },
    SUPERSEDE: { by: office, with: {} },
    CLAIM_BY_FACT: { by: office, with: {} },
    REQUEST_APPROVAL: { by: [...office, 'P-SRO'], with: { event: ['REOPEN'] }, may: { note } },
    REOPEN: { by: ['P-SRO', 'P-ALL'], with: { reason: ['It has come undone'] } },
  },
  consultation: {
    ADD_CONSULTEE: { by: runners, with: { title: ['Union'] } },
    OPEN: { by: runners, with: { closesOn: day } },
    EXTEND: { by: runners, with: { closesOn: day } },
    LOG_REPRESENTATION: { by: office, with: { consultee: ['Union'], text: ['We object'] } },
    CLOSE_DATE_REACHED: { by: runners, with: {} },
    ANSWER: { by: runners, with: { row, answer: ['We have heard it'] } },
    PUBLISH_RESPONSE: { by: runners, with: { evidence } },
    CONSIDERED: {
      by: ['P-BOARD', 'P-SRO'],
      with: { decision, refersToResponse: [true, true, true, false] },
    },
  },
  approval: {
    APPROVE: { by: office, with: {}, may: { reason: remark } },
    REJECT: { by: office, with: { reason: remark } },
    ABSTAIN: { by: office, with: {}, may: { reason: remark } },
    RECUSE: { by: office, with: { reason: remark } },
    WITHDRAW_VOTE: { by: office, with: { row: votes }, may: { reason: remark } },
    WITHDRAW: { by: [...office, 'P-SRO'], with: {} },
    RESUBMIT: { by: [...office, 'P-SRO'], with: {}, may: { note } },
    GRANTED: { by: office, with: {} },
  },
  gate: {
    BOOK: {
      by: office,
      with: { date: day, reviewer: ['P-REVIEW', 'P-ALL'], preparer: ['P-ALL', 'P-OFFICE'] },
    },
    CANCEL: { by: ['P-SRO'], with: { change: ['change-request-1', 'change-request-2'] } },
    OPEN_EVIDENCE: { by: office, with: {} },
    ATTACH_EVIDENCE: { by: office, with: { row: ['plan', 'plan', 'extra', 'more'], evidence } },
    FREEZE: { by: ['P-MANAGER', 'P-ALL'], with: {} },
    REOPEN_EVIDENCE: { by: ['P-MANAGER'], with: { reason: remark } },
    START_REVIEW: { by: ['P-REVIEW', 'P-ALL'], with: {} },
    RECOMMEND: {
      by: ['P-REVIEW'],
      with: { text: remark, class: ['CRITICAL', 'RECOMMENDED', 'GRAVE'] },
    },
    SUBMIT_REPORT: { by: ['P-REVIEW'], with: { rating: ['GREEN', 'RED', 'BLUE'], report: remark } },
    ANSWER: { by: ['P-SRO'], with: { row: recommendations, answer: remark } },
    RESPOND: { by: ['P-SRO'], with: {} },
    VOTE: {
      by: board,
      with: { vote: ['APPROVE', 'APPROVE', 'CONDITIONAL', 'REJECT', 'ABSTAIN'] },
      may: { reason: remark },
    },
    RECUSE: { by: board, with: { reason: remark } },
    WITHDRAW_VOTE: { by: board, with: { row: votes }, may: { reason: remark } },
    SET_CONDITION: { by: board, with: { title: remark, owner: ['PMO', 'HR_LEAD'], due: day } },
    DECIDE_APPROVE: { by: board, with: {}, may: { decision: minuted, validUntil: day } },
    DECIDE_CONDITIONAL: { by: board, with: {}, may: { decision: minuted, validUntil: day } },
    DECIDE_REJECT: { by: board, with: { reason: remark }, may: { decision: minuted } },
    ALL_CONDITIONS_MET: { by: office, with: {} },
    RE_DECIDE: { by: board, with: {} },
    RESUBMIT: { by: ['P-MANAGER'], with: {} },
    PLAN_AGAIN: { by: office, with: {} },
    CONSUME: { by: office, with: {} },
  },
  action: {
    DONE: { by: ['P-OFFICE', 'P-HR'], with: { evidence } },
    VERIFY: { by: office, with: {} },
    REJECT_DONE: { by: office, with: { reason: remark } },
    OVERDUE: { by: office, with: {} },
  },
  'change-log': {
    RAISE_CHANGE: {
      by: ['P-LEAD', 'P-MANAGER', 'P-SRO'],
      with: { title: ['A change'], reason: remark },
      may: { subject: ['planned', 'voting'], allows: ['CANCEL'], moves },
    },
  },
  'change-request': {
    SUBMIT: { by: ['P-LEAD', 'P-MANAGER', 'P-SRO'], with: {} },
    WITHDRAW: { by: ['P-LEAD', 'P-MANAGER', 'P-SRO'], with: {} },
    ASSESS: { by: office, with: { cost: ['None'] } },
    APPROVE: { by: deciders, with: {}, may: { decision: minuted } },
    REJECT: { by: deciders, with: { reason: remark }, may: { decision: minuted } },
    CARRY_OUT: { by: office, with: { evidence } },
    STALE: { by: office, with: {} },
  },
};
