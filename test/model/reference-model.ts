import {
  consultationAfter,
  consultationSettled,
  plannedConsultation,
  type Consultation,
} from './consultation-model.js';
import {
  draftMilestone,
  milestoneAfter,
  milestoneSettled,
  type Milestone,
} from './milestone-model.js';
import { dayAfter, type Sent } from './world.js';

/**
 * A second telling of what may happen, written from the tables of the kinds and from nothing of the
 * engine: no charts, no guards, no entries. Where it and the engine differ, one of them is wrong.
 */
export type Model = { today: string; items: { [id: string]: Modelled } };
export type Modelled = Milestone | Consultation;

/** The opening position; `model-programme.yaml` has the same. */
export const openingModel: Model = {
  today: '2013-03-01',
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
};

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
  const next =
    it.kind === 'milestone'
      ? milestoneAfter(it, act, isAchieved(model))
      : consultationAfter(it, act);
  return next === null ? null : settled({ ...model, items: { ...model.items, [sent.item]: next } });
}

function settled(model: Model): Model {
  const items = Object.fromEntries(
    Object.entries(model.items).map(([id, it]) => [
      id,
      it.kind === 'milestone'
        ? milestoneSettled(it, isAchieved(model))
        : consultationSettled(it, model.today),
    ]),
  );
  return { ...model, items };
}

const isAchieved = (model: Model) => (id: string) => model.items[id]?.state === 'achieved';
