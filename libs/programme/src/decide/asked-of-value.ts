import type { Guard } from '../definition/guard-schema.js';
import type { Json } from '../model.js';
import { isObject } from '../guard/scope.js';
import type { Way } from './deciding-ways.js';

/**
 * What the events that decide on a value ask of it, asked of the `value` that a correction brings: the
 * day of what happened does not lie ahead, and a guard that looks at the payload's value looks at this
 * one. Of several events all of it, since nobody can say any more which of them it was. `apart` where
 * a guard weighs the value against something else that only such an event brings.
 */
export function askedOfValue(ways: readonly Way[]): Guard | null | 'apart' {
  const asked = new Map<string, Guard>();
  for (const way of ways.filter(({ step }) => step.by === 'person')) {
    const own = askedBy(way);
    if (own === 'apart') return 'apart';
    for (const guard of own) asked.set(JSON.stringify(guard), guard);
  }
  return together([...asked.values()]);
}

function together(guards: Guard[]): Guard | null {
  const [first] = guards;
  return guards.length > 1 ? { all: guards } : (first ?? null);
}

const NOT_AHEAD: Guard = {
  compare: { left: { payload: 'value' }, op: 'le', right: { today: true } },
  words: 'What has happened does not lie ahead',
};

function askedBy({ step, source }: Way): Guard[] | 'apart' {
  if ('occurredOn' in source || 'today' in source) return [NOT_AHEAD];
  if (!('payload' in source) || step.body.guard === undefined) return [];
  const asking = parts(step.body.guard).filter((part) => namesIn(part).has(source.payload));
  // A correction names its row as the event did.
  const isAlone = asking.every((part) =>
    [...namesIn(part)].every((name) => name === source.payload || name === 'row'),
  );
  return isAlone ? asking.map((part) => renamed(part, source.payload)) : 'apart';
}

/** The guards that have to hold each by itself. */
const parts = (guard: Guard): Guard[] => ('all' in guard ? guard.all.flatMap(parts) : [guard]);

/** Names of the payload that a guard looks at. */
function namesIn(part: unknown): Set<string> {
  if (Array.isArray(part)) return new Set(part.flatMap((each) => [...namesIn(each)]));
  if (!isObject(part)) return new Set();
  const { payload } = part;
  const inner = Object.values(part).flatMap((each) => [...namesIn(each)]);
  return new Set(typeof payload === 'string' ? [payload, ...inner] : inner);
}

/** The same guard, looking at the `value` of the payload; guards are plain data through and through. */
function renamed(guard: Guard, payload: string): Guard {
  const walk = (part: Json): Json => {
    if (Array.isArray(part)) return part.map(walk);
    if (!isObject(part)) return part;
    if (part['payload'] === payload) return { ...part, payload: 'value' };
    return Object.fromEntries(Object.entries(part).map(([key, each]) => [key, walk(each)]));
  };
  return walk(guard as unknown as Json) as unknown as Guard; // the same shape: only a name is another
}
