import type { CompiledDefinition, Step } from '../chart/compile.js';
import { choices } from '../definition/choices.js';
import { quote } from '../definition/plainly.js';
import { textOf } from '../definition/json-text.js';
import type { EventRequest, ItemState } from '../model.js';
import type { PayloadProblem } from './payload.js';

/**
 * The events that a delegation names have to be some that persons send: a misspelt one would let the
 * delegate do nothing, and nobody would see it until the giver is away.
 */
export function checkDelegatedEvents(
  compiled: CompiledDefinition,
  item: ItemState,
  { body }: Step,
  { payload }: EventRequest,
): PayloadProblem[] {
  const register = compiled.charts[item.chart]?.chart.delegations;
  if (register === undefined) return [];
  return body.changes.flatMap((change) => {
    if (!('append' in change) || 'item' in change || change.append !== register) return [];
    const from = change.row['events'];
    if (from === undefined || !('payload' in from)) return [];
    const named = payload[from.payload];
    const sent = eventsOf(compiled);
    return (Array.isArray(named) ? named : []).flatMap((event, index) =>
      sent.has(textOf(event))
        ? []
        : [
            {
              pointer: `/${from.payload}/${index}`,
              detail: `${quote(event)} is no event that anybody sends here; ${choices(sent, textOf(event))}`,
            },
          ],
    );
  });
}

const eventsOf = ({ charts }: CompiledDefinition): ReadonlySet<string> =>
  new Set(
    Object.values(charts).flatMap(({ steps }) =>
      [...steps.values()].flatMap(({ by, event }) => (by === 'person' ? [event] : [])),
    ),
  );
