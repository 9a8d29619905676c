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

function compiledFrom(path: string): CompiledDefinition {
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
export type Lived = { compiled: CompiledDefinition; today: string; state: ProgrammeState };

export function openedFrom(path: string, today: string): Lived {
  const compiled = compiledFrom(path);
  const programme = {
    id: 'model',
    organisation: 'model',
    title: 'Model',
    clock: 'rehearsal' as const,
    actor: actorOf('P-MANAGER'),
  };
  return { compiled, today, state: open(compiled, programme, noon(today)).state };
}

const noon = (day: string) => `${day}T12:00:00.000Z`;

export function livedOn(lived: Lived, days: number): Lived {
  if (days === 0) return lived;
  const { compiled, state } = lived;
  const today = dayAfter(lived.today, days);
  return { compiled, today, state: wake(compiled, state, noon(today))?.state ?? state };
}

/** What the engine makes of an event sent today: the programme after it, or why not. */
export function engineAfter(lived: Lived, sent: Sent): Lived | string {
  const { item, type, payload, person, occurred } = sent;
  const decision = decide(
    lived.compiled,
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
  if (decision.outcome === 'accepted') return { ...lived, state: decision.state };
  return decision.outcome === 'refused' ? decision.refusal.message : 'conflict';
}

const rowsOf = ({ data }: ItemState, field: string): readonly unknown[] => {
  const value = data[field];
  return Array.isArray(value) ? value : [];
};

/** What the two sides are compared by: the state, and what the model counts. */
export function inShort(side: ItemState | Modelled): string {
  if ('kind' in side) return `${side.state}${countedBy(side)}`;
  const state = typeof side.value === 'string' ? side.value : Object.keys(side.value).join();
  const counts = (counted[side.chart] ?? []).map(
    (rows) => `, ${rowsOf(side, rows).length} ${rows}`,
  );
  return `${state}${counts.join('')}`;
}

/** Registers that only grow, by the kind of item that keeps them. */
const counted: { readonly [kind: string]: readonly string[] } = {
  milestone: ['trend', 'overrides'],
  consultation: ['consultees', 'representations'],
  approval: ['votes'],
  gate: ['votes', 'recommendations'],
};

function countedBy(side: Modelled): string {
  switch (side.kind) {
    case 'milestone':
      return `, ${side.trend} trend, ${side.overrides} overrides`;
    case 'consultation':
      return `, ${side.consultees} consultees, ${side.answered.length} representations`;
    case 'approval':
      return `, ${side.votes.length} votes`;
    case 'gate':
      return `, ${side.votes.length} votes, ${side.recommendations.length} recommendations`;
    case 'action':
    case 'change-request':
    case 'change-log':
      return '';
    default:
      return side satisfies never;
  }
}
