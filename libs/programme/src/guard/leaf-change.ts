import { isIn } from '../chart/state-value.js';
import type { Chart } from '../definition/chart-schema.js';
import type { ItemRef } from '../definition/guard-schema.js';
import { guardsWithin } from '../definition/guard-walk.js';
import { redatesFrom } from '../definition/redating.js';
import type { ItemState } from '../model.js';
import { answerOf, type LeafAnswer } from './finding.js';
import { itemReferred, referred, show, type Scope } from './scope.js';

/**
 * Whether the change request named by the event is approved, about this very item, for this event, and
 * not yet used. One that names no event allows only what gives the item the new day that was approved.
 */
export function changeApprovedLeaf(scope: Scope): LeafAnswer {
  const id = scope.payload['change'];
  const named = typeof id === 'string' ? scope.state.items[id] : undefined;
  const chart = named && scope.compiled.charts[named.chart]?.chart;
  const request = chart?.fields['subject'] === undefined ? undefined : named;
  const isApproved = request !== undefined && isIn(request.value, 'approved');
  const isAboutIt = request?.data['subject'] === scope.item.id;
  const usedBy = request?.data['usedBy'] ?? null;
  const otherwise = request && chart && notForIt(request, chart, scope);
  const words =
    request === undefined
      ? 'an approved change request is needed: give its id in "change"'
      : usedBy !== null
        ? `change request ${request.id} was used already, by ${show(usedBy)}: raise another one`
        : !isApproved
          ? `change request ${request.id} is not approved`
          : !isAboutIt
            ? `change request ${request.id} is about ${show(request.data['subject'])}, not about ${scope.item.id}`
            : (otherwise ?? `change request ${request.id} is approved`);
  const holds = isApproved && isAboutIt && otherwise === null && usedBy === null;
  const inputs = { change: request?.id ?? null, subject: request?.data['subject'] ?? null };
  return { answer: answerOf(holds), words, inputs };
}

/** Why a change is not for this event, or null when it is. */
function notForIt(request: ItemState, chart: Chart, scope: Scope): string | null {
  const event = scope.event ?? 'this';
  const allows = request.data[chart.change?.allows ?? 'allows'] ?? null;
  if (allows === event) return null;
  if (allows !== null) {
    return `change request ${request.id} allows ${show(allows)}, not ${event}: raise one for it`;
  }
  // A chart that does not say where the event stands leaves it open which one is meant.
  if (chart.change?.allows === undefined) return null;
  const { newDate } = chart.change;
  const steps = [...(scope.compiled.charts[scope.item.chart]?.steps.values() ?? [])];
  const ways = steps.filter((each) => each.event === scope.event);
  const redates = newDate !== undefined && ways.every(({ body }) => redatesFrom(body, newDate));
  if (!redates) {
    return `change request ${request.id} names no event that it allows, so it moves a date and nothing else: raise one with "allows": "${event}"`;
  }
  const hasDay = (request.data[newDate] ?? null) !== null;
  return hasDay
    ? null
    : `change request ${request.id} names neither a new day nor the event that it allows: raise one that does`;
}

/** Whether an event that is named, if any is, is one of that item's that asks for an approved change. */
export function asksForChangeLeaf(
  guard: { event: ItemRef; of: ItemRef },
  scope: Scope,
): LeafAnswer {
  const event = referred(guard.event, scope);
  const item = itemReferred(guard.of, scope);
  const inputs = { event, item: item?.id ?? null };
  if (event === null) return { answer: 'yes', words: 'no event is named', inputs };
  if (item === undefined) {
    const words = `${show(event)} is an event of some item: name that item too`;
    return { answer: 'no', words, inputs };
  }
  const known = eventsUnderChange(item, scope);
  const what =
    known.length === 0
      ? 'nothing that happens to it asks for an approved change'
      : `what asks for an approved change there is ${known.join(', ')}`;
  const isKnown = known.some((each) => each === event);
  const words = isKnown
    ? `${show(event)} of ${item.title} asks for an approved change`
    : `an approved change cannot allow ${show(event)} of ${item.title}: ${what}`;
  return { answer: answerOf(isKnown), words, inputs };
}

/** The events of an item that ask for an approved change. */
function eventsUnderChange(item: ItemState, { compiled }: Scope): string[] {
  const own = compiled.definition.items[item.id];
  const steps = [...(compiled.charts[item.chart]?.steps.values() ?? [])];
  const asking = steps.filter(({ body: { guard } }) =>
    guard === undefined ? false : guardsWithin(guard, own).some((each) => 'changeApproved' in each),
  );
  return [...new Set(asking.map(({ event }) => event))];
}
