import { existsSync, readFileSync } from 'node:fs';
import {
  compileDefinition,
  decide,
  definitionHash,
  loadDefinition,
  open,
  wake,
  type Actor,
  type CompiledDefinition,
  type ItemState,
  type ProgrammeState,
} from '#programme';
import { sha256 } from '../support/move-programme.js';
import type { Modelled } from './reference-model.js';
import { dayAfter, people, type Sent } from './world.js';

const path = 'test/model/model-programme.yaml';

export const compiled: CompiledDefinition = load();

function load(): CompiledDefinition {
  const loaded = loadDefinition(path, (file) =>
    existsSync(file) ? readFileSync(file, 'utf8') : null,
  );
  if (!loaded.ok) throw new Error(loaded.problems.map((each) => each.message).join('\n'));
  return compileDefinition(loaded.definition, definitionHash(loaded.definition, sha256));
}

const actorOf = (person: string): Actor => ({
  kind: 'person',
  person,
  actingFor: null,
  grants: (people[person] ?? []).map((role) => ({ role, items: null, authority: null })),
});

/** The engine's side: the programme as it stands, and the day it is. */
export type Lived = { today: string; state: ProgrammeState };

export function openedOn(today: string): Lived {
  const programme = {
    id: 'model',
    organisation: 'model',
    title: 'Model',
    clock: 'rehearsal' as const,
    actor: actorOf('P-MANAGER'),
  };
  return { today, state: open(compiled, programme, noon(today)).state };
}

const noon = (day: string) => `${day}T12:00:00.000Z`;

export function livedOn({ today, state }: Lived, days: number): Lived {
  if (days === 0) return { today, state };
  const day = dayAfter(today, days);
  return { today: day, state: wake(compiled, state, noon(day))?.state ?? state };
}

/** What the engine makes of an event sent today: the programme after it, or why not. */
export function engineAfter(lived: Lived, sent: Sent): Lived | string {
  const { item, type, payload, person, occurred } = sent;
  const decision = decide(
    compiled,
    lived.state,
    {
      item,
      type,
      payload,
      actor: actorOf(person),
      key: 'key',
      ...(occurred !== null && { occurredOn: dayAfter(lived.today, occurred) }),
    },
    noon(lived.today),
  );
  if (decision.outcome === 'accepted') return { today: lived.today, state: decision.state };
  return decision.outcome === 'refused' ? decision.refusal.message : 'conflict';
}

const rowsOf = ({ data }: ItemState, field: string): readonly unknown[] => {
  const value = data[field];
  return Array.isArray(value) ? value : [];
};

/** What the two sides are compared by: the state, and what the model counts. */
export function inShort(side: ItemState | Modelled): string {
  if ('kind' in side) {
    return side.kind === 'milestone'
      ? `${side.state}, ${side.trend} forecasts, ${side.overrides} overrides`
      : `${side.state}, ${side.consultees} consultees, ${side.answered.length} representations`;
  }
  const state = typeof side.value === 'string' ? side.value : Object.keys(side.value).join();
  return side.chart === 'milestone'
    ? `${state}, ${rowsOf(side, 'trend').length} forecasts, ${rowsOf(side, 'overrides').length} overrides`
    : `${state}, ${rowsOf(side, 'consultees').length} consultees, ${rowsOf(side, 'representations').length} representations`;
}
