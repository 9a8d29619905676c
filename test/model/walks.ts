import type { Act, Found, View } from './explorer.js';

/** Events in parts: whoever does one of a part does none of another part of the group, on one item. */
type Group = readonly (readonly string[])[];

/** A part of `explored.yaml` to walk through, and what the walk has to come to. */
export type Walk = {
  view: View;
  apart: Group;
  /** The chart whose `separate` keeps these parts apart. */
  separatedBy: string;
  /** Events that the walk must get as far as. */
  leads: string[];
  /** Places that it has to see at the least. */
  least: number;
  /** What keeps it from seeing everything; nothing when it sees all there is. */
  cutBy: (keyof Found['left'])[];
};

const due = (date: string) => ({ precision: 'DAY', bound: 'BY', hardness: 'TARGET', date });
const change = (date: string) => ({
  title: 'Later',
  reason: 'The builders are late',
  moves: [{ milestone: 'running', newDue: due(date) }],
});
const decision = { body: 'BOARD', minute: 'Minute 1' };

export const walks: { readonly [what: string]: Walk } = {
  'the baseline of a milestone': {
    view: {
      items: ['stone'],
      events: ['PREPARE', 'BASELINE', 'CANCEL', 'CLAIM', 'VERIFY'],
      bound: 5000,
    },
    apart: [['PREPARE'], ['BASELINE']],
    separatedBy: 'milestone',
    leads: ['BASELINE'],
    least: 100,
    cutBy: [],
  },
  'the baseline of a milestone whose day was still to be confirmed': {
    view: {
      items: ['undated'],
      events: ['RECORD_VALUE', 'CORRECT', 'PREPARE', 'BASELINE'],
      records: { due: [due('2013-07-05'), due('2013-12-20')] },
      bound: 5000,
    },
    apart: [['RECORD_VALUE', 'CORRECT', 'PREPARE'], ['BASELINE']],
    separatedBy: 'milestone',
    leads: ['RECORD_VALUE', 'PREPARE', 'BASELINE'],
    least: 30,
    cutBy: [],
  },
  'the claims of a milestone': {
    view: {
      items: ['running'],
      events: ['CLAIM', 'VERIFY', 'REJECT_CLAIM'],
      bound: 5000,
    },
    apart: [['CLAIM'], ['VERIFY', 'REJECT_CLAIM']],
    separatedBy: 'milestone',
    leads: ['CLAIM', 'VERIFY', 'REJECT_CLAIM'],
    least: 100,
    cutBy: [],
  },
  'a gate': {
    view: {
      items: ['review'],
      events: [
        'ATTACH_EVIDENCE',
        'FREEZE',
        'START_REVIEW',
        'SUBMIT_REPORT',
        'RESPOND',
        'VOTE',
        'RECUSE',
        'WITHDRAW_VOTE',
        'DECIDE_APPROVE',
        'DECIDE_CONDITIONAL',
        'DECIDE_REJECT',
        'RESUBMIT',
      ],
      bound: 300,
    },
    apart: [
      ['ATTACH_EVIDENCE', 'FREEZE'],
      ['START_REVIEW', 'SUBMIT_REPORT'],
      ['VOTE', 'DECIDE_APPROVE', 'DECIDE_CONDITIONAL', 'DECIDE_REJECT'],
    ],
    separatedBy: 'gate',
    leads: ['FREEZE', 'SUBMIT_REPORT', 'VOTE', 'DECIDE_APPROVE'],
    least: 300,
    cutBy: ['bound'],
  },
  'a gate of which it is recorded meanwhile how it is decided': {
    view: {
      items: ['unsettled'],
      events: ['RECORD_VALUE', 'CORRECT', 'VOTE', 'WITHDRAW_VOTE', 'DECIDE_APPROVE'],
      payloads: { VOTE: [{ vote: 'APPROVE' }] },
      records: { needed: [1, 2] },
      bound: 300,
    },
    apart: [
      ['RECORD_VALUE', 'CORRECT'],
      ['VOTE', 'DECIDE_APPROVE'],
    ],
    separatedBy: 'gate',
    leads: ['RECORD_VALUE', 'CORRECT', 'VOTE', 'DECIDE_APPROVE'],
    least: 300,
    cutBy: ['bound'],
  },
  'an approval, to the reopening that it allows,': {
    view: {
      items: ['reached'],
      creates: ['approval'],
      events: [
        'REQUEST_APPROVAL',
        'APPROVE',
        'REJECT',
        'ABSTAIN',
        'RECUSE',
        'WITHDRAW_VOTE',
        'WITHDRAW',
        'RESUBMIT',
        'REOPEN',
      ],
      payloads: { REQUEST_APPROVAL: [{ event: 'REOPEN' }] },
      bound: 200,
    },
    apart: [
      ['REQUEST_APPROVAL', 'RESUBMIT'],
      ['APPROVE', 'REJECT', 'ABSTAIN'],
    ],
    separatedBy: 'approval',
    leads: ['REQUEST_APPROVAL', 'APPROVE', 'RESUBMIT', 'REOPEN'],
    least: 200,
    cutBy: ['bound', 'length'],
  },
  'a change request': {
    view: {
      items: ['changes'],
      creates: ['change-request'],
      events: ['RAISE_CHANGE', 'SUBMIT', 'ASSESS', 'APPROVE', 'REJECT', 'WITHDRAW', 'CARRY_OUT'],
      payloads: {
        // The office decides on the one, the Board on the other.
        RAISE_CHANGE: [change('2013-07-05'), change('2013-12-20')],
        APPROVE: [{}, { decision }],
      },
      bound: 300,
    },
    apart: [['RAISE_CHANGE', 'SUBMIT'], ['APPROVE']],
    separatedBy: 'change-request',
    leads: ['RAISE_CHANGE', 'SUBMIT', 'ASSESS', 'APPROVE', 'REJECT'],
    least: 300,
    cutBy: ['bound', 'length'],
  },
};

/** Nobody is found in two parts of a group on one item; told from the events alone. */
export function keptApart(group: Group) {
  return (acts: readonly Act[]): void => {
    const last = acts.at(-1);
    const own = group.find((events) => last !== undefined && events.includes(last.type));
    if (last === undefined || own === undefined) return;
    const others = group.filter((events) => events !== own).flat();
    const other = acts.find(
      (act) =>
        others.includes(act.type) &&
        act.items.some((item) => last.items.includes(item)) &&
        act.persons.some((each) => last.persons.includes(each)),
    );
    if (other !== undefined) throw new Error(`one person in two parts: ${JSON.stringify(acts)}`);
  };
}
