import { actionAfter, actionSettled, type Action } from './action-model.js';
import {
  approvalAfter,
  approvalAsked,
  approvalSettled,
  carries,
  type Approval,
} from './approval-model.js';
import { changeAfter, changeRaised, changeSettled, type ChangeRequest } from './change-model.js';
import { consultationAfter, consultationSettled, type Consultation } from './consultation-model.js';
import { gateAfter, gateSettled, type Gate } from './gate-model.js';
import {
  milestoneAfter,
  milestoneSettled,
  type Around,
  type Milestone,
} from './milestone-model.js';
import { dayAfter, textIn, type Act, type Sent } from './world.js';

/**
 * A second telling of what may happen, written from the tables of the kinds and from nothing of the
 * engine: no charts, no guards, no entries. Where it and the engine differ, one of them is wrong.
 *
 * The tables say less than the kinds as they are shipped, and both tellings follow the kinds in this:
 * - Nobody does two duties that are kept apart on one item, ever: the tables keep apart only the two
 *   persons of one step. A role that somebody holds besides must not undo what separates them.
 * - A milestone is reopened once another person has approved it. The tables ask for four eyes and do
 *   not say how the second pair is told; an approval is asked for, voted on, used once, and void when
 *   the milestone changes.
 * - A gate is void when what was decided on has changed, and can be planned again when what it gates
 *   has come back: an approval is of one thing as it stood.
 * - A vote is one event and closing the decision another, which says how long it holds; whoever has
 *   voted by mistake withdraws the vote.
 * - Conditions of a gate are items with an owner who says that they are done and another person who
 *   verifies it; the tables have one guard for all of that.
 * - A change that moves dates is applied and sets the next baseline by itself; one about something
 *   else is carried out by a person, with evidence, or used once by the event that asks for it; no
 *   number of days measures it, so the SRO decides on it. One assessed goes stale too.
 * - A condition that is done but not verified by its day counts as one that is not met.
 * - BASELINE needs somebody else's PREPARE before it: the fourth and third eye of the tables.
 *
 * Not told here: what the dates of a milestone do by themselves (forecast, escalation). So milestones
 * that approvals and gates are bound to are undated in the programmes compared, and the ladder of
 * those programmes is reached from the first day on and never held.
 */
export type Model = {
  today: string;
  items: { [id: string]: Modelled };
  /** The number of the latest baseline. */
  baseline: number;
};
export type Modelled =
  | Milestone
  | Consultation
  | Approval
  | Gate
  | Action
  | ChangeRequest
  | { kind: 'change-log'; state: 'open' };

/** Lets the days pass up to an event; what time does by itself is done. */
export function timePassed(model: Model, days: number): Model {
  return settled({ ...model, today: dayAfter(model.today, days) });
}

/** The model after an event sent today, or null when it is refused. */
export function modelAfter(model: Model, sent: Sent): Model | null {
  const it = model.items[sent.item];
  const occurredOn = dayAfter(model.today, sent.occurred ?? 0);
  if (it === undefined || occurredOn > model.today) return null;
  const act = { ...sent, today: model.today, occurredOn };
  const next = itemAfter(model, it, act);
  if (next === null) return null;
  const items = { ...model.items, [sent.item]: next, ...besides(model, next, act) };
  return settled({ ...model, items });
}

function itemAfter(model: Model, it: Modelled, act: Act): Modelled | null {
  switch (it.kind) {
    case 'milestone':
      return milestoneAfter(it, act, around(model, act, it));
    case 'consultation':
      return consultationAfter(it, act);
    case 'approval':
      return approvalAfter(it, act, milestoneIn(model, it.subject));
    case 'gate':
      return gateAfter(it, act, gated(model, act.item, it), hasChange(model, act));
    case 'action':
      return actionAfter(it, act);
    case 'change-request':
      return changeAfter(it, act, planOf(model, it));
    case 'change-log':
      return act.type === 'RAISE_CHANGE' && changeRaised(act, Object.keys(model.items)) !== null
        ? it
        : null;
    default:
      return it satisfies never;
  }
}

/** What an act that was accepted brings into being, or uses up. */
function besides(model: Model, next: Modelled, act: Act): { [id: string]: Modelled } {
  const numbered = (kind: Modelled['kind'], made: readonly Modelled[]) => {
    const had = all(model, kind).length;
    return Object.fromEntries(made.map((each, index) => [`${kind}-${had + index + 1}`, each]));
  };
  if (next.kind === 'milestone' && act.type === 'REQUEST_APPROVAL') {
    return numbered('approval', [approvalAsked(act, next.version)]);
  }
  if (next.kind === 'gate' && act.type === 'DECIDE_CONDITIONAL') {
    const conditions = next.conditions.map(({ owner, due }): Action => ({
      kind: 'action',
      state: 'open',
      of: act.item,
      decision: next.decisions,
      owner,
      due,
      doers: [],
      verifiers: [],
    }));
    return numbered('action', conditions);
  }
  if (next.kind === 'gate' && act.type === 'CANCEL') {
    const id = textIn(act.payload, 'change');
    const change = model.items[id];
    return change?.kind === 'change-request' ? { [id]: { ...change, state: 'applied' } } : {};
  }
  const raised = next.kind === 'change-log' ? changeRaised(act, Object.keys(model.items)) : null;
  return raised === null ? {} : numbered('change-request', [raised]);
}

/** One thing after another, from the first item on, until nothing follows any more. */
function settled(model: Model): Model {
  for (const [id, it] of Object.entries(model.items)) {
    const next = itemSettled(model, id, it);
    if (next === it) continue;
    const items = { ...model.items, [id]: next };
    if (next.kind !== 'change-request' || next.state !== 'applied') {
      return settled({ ...model, items });
    }
    return settled({ ...model, items: withDue(items, next), baseline: model.baseline + 1 });
  }
  return model;
}

function itemSettled(model: Model, id: string, it: Modelled): Modelled {
  switch (it.kind) {
    case 'milestone':
      return milestoneSettled(it, isAchieved(model));
    case 'consultation':
      return consultationSettled(it, model.today);
    case 'approval':
      return approvalSettled(it, model.today, milestoneIn(model, it.subject));
    case 'gate':
      return gateSettled(it, model.today, gated(model, id, it));
    case 'action':
      return actionSettled(it, model.today);
    case 'change-request':
      return changeSettled(it, planOf(model, it));
    case 'change-log':
      return it;
    default:
      return it satisfies never;
  }
}

function withDue(items: Model['items'], { move }: ChangeRequest): Model['items'] {
  const it = move === null ? undefined : items[move.milestone];
  if (move === null || it?.kind !== 'milestone') return items;
  return { ...items, [move.milestone]: { ...it, due: move.day } };
}

const isAchieved = (model: Model) => (id: string) => model.items[id]?.state === 'achieved';

function all(model: Model, kind: Modelled['kind']): Modelled[] {
  return Object.values(model.items).filter((each) => each.kind === kind);
}

function milestoneIn(model: Model, id: string): Milestone {
  const it = model.items[id];
  if (it?.kind !== 'milestone') throw new Error(`"${id}" is no milestone of the model`);
  return it;
}

function around(model: Model, act: Act, { version }: Milestone): Around {
  const approvals = all(model, 'approval').filter(
    (each) => each.kind === 'approval' && each.subject === act.item,
  );
  return {
    achieved: isAchieved(model),
    isAskedFor: approvals.some((each) => each.state === 'requested'),
    mayReopen: approvals.some((each) => each.kind === 'approval' && carries(each, version, act)),
  };
}

function gated(model: Model, id: string, { gates, decisions }: Gate) {
  const waiting = milestoneIn(model, gates);
  const conditions = all(model, 'action').flatMap((each) =>
    each.kind === 'action' && each.of === id && each.decision === decisions ? [each.state] : [],
  );
  return { revision: waiting.revision, passed: waiting.state === 'achieved', conditions };
}

/** Whether the change that an event names is approved, about the item of the event, and for that event. */
function hasChange(model: Model, { item, type, payload }: Act): boolean {
  const named = payload['change'];
  const it = typeof named === 'string' ? model.items[named] : undefined;
  if (it?.kind !== 'change-request' || it.state !== 'approved') return false;
  return it.subject === item && it.allows === type;
}

const planOf = ({ items, baseline }: Model, { move }: ChangeRequest) => {
  const it = move === null ? undefined : items[move.milestone];
  return { day: it?.kind === 'milestone' ? it.due : null, baseline };
};
