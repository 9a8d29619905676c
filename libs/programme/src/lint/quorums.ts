import type { Definition, Item } from '../definition/definition.js';
import { guardsWithin } from '../definition/guard-walk.js';
import { textOf } from '../definition/json-text.js';
import type { DecisionGuard } from '../guard/leaf-decision.js';
import type { Report } from './message.js';
import { placedSteps } from './steps.js';

/**
 * An item that members vote on, or that a body decides, says how many of them it takes. Otherwise a
 * minute alone would decide it.
 */
export function checkQuorums(definition: Definition, report: Report): void {
  checkNamedBodies(definition, report);
  checkRecordedRungs(definition, report);
  for (const [id, item] of Object.entries(definition.items)) {
    const guard = votedOn(definition, item);
    if (guard === undefined || isBounded(definition, item, guard)) continue;
    const body = bodyOf(item, guard) ?? 'a body that it does not name';
    const fields = [guard.quorum, guard.votes?.needs]
      .flatMap((each) => (each !== undefined && 'field' in each ? [`"${each.field}"`] : []))
      .join(' or ');
    const message = `nobody says how many it takes to decide on "${id}", which is for ${body}; give it ${fields}, or name the body in "bodies" with its quorum`;
    report('wrong-value', ['items', id, 'data'], message);
  }
}

/** A body that a guard names, or that an authority of the plan decides as, is one whose quorum is known. */
function checkNamedBodies(definition: Definition, report: Report): void {
  for (const [name, chart] of Object.entries(definition.charts)) {
    for (const { body, path, event } of placedSteps(name, chart)) {
      for (const guard of body.guard === undefined ? [] : guardsWithin(body.guard)) {
        if (!('decisionRecorded' in guard)) continue;
        const { body: named, quorum } = guard.decisionRecorded;
        if (typeof named !== 'string' || quorum !== undefined) continue;
        if (definition.bodies?.[named] !== undefined) continue;
        const message = `${event} is decided by "${named}", and nobody says how many of it have to be present; ${remedy(named)}`;
        report('wrong-value', [...path, 'guard'], message);
      }
    }
  }
}

function checkRecordedRungs({ authorities, bodies }: Definition, report: Report): void {
  authorities?.rungs.forEach(({ role, recordedBy }, index) => {
    if (recordedBy === undefined || bodies?.[role] !== undefined) return;
    const message = `${recordedBy} records what "${role}" decides, and nobody says how many of it have to be present; ${remedy(role)}`;
    report('wrong-value', ['authorities', 'rungs', index], message);
  });
}

const remedy = (body: string) =>
  `give "${body}" a quorum in "bodies", or "quorum: none" where its minute alone suffices`;

/** What decides on an item of this chart, where that may be votes or a body. */
function votedOn(definition: Definition, item: Item): DecisionGuard | undefined {
  const chart = definition.charts[item.chart];
  if (chart === undefined) return undefined;
  return placedSteps(item.chart, chart)
    .flatMap(({ body }) => (body.guard === undefined ? [] : guardsWithin(body.guard, item)))
    .flatMap((guard) => ('decisionRecorded' in guard ? [guard.decisionRecorded] : []))
    .find(({ votes }) => votes !== undefined);
}

function isBounded(definition: Definition, item: Item, { quorum, ...guard }: DecisionGuard) {
  const body = bodyOf(item, guard);
  const given = [quorum, guard.votes?.needs].some(
    (each) =>
      each !== undefined &&
      ('value' in each || ('field' in each && typeof openingOf(item, each.field) === 'number')),
  );
  return given || (body !== null && definition.bodies?.[body] !== undefined);
}

const bodyOf = (item: Item, { body }: DecisionGuard): string | null => {
  const named = typeof body === 'string' ? body : openingOf(item, body.field);
  return named === null ? null : textOf(named);
};

function openingOf(item: Item, field: string) {
  const opening = item.data[field];
  return opening !== undefined && 'is' in opening ? opening.is : null;
}
