import { existsSync, readFileSync } from 'node:fs';
import { personaGrants, personas } from '#contract';
import { type Engine } from '#engine';
import { loadDefinition, type Actor, type EventRequest } from '#programme';
import { upsertGrants, upsertPeople, type Store } from '#store';

const file = 'bench/programme.yaml';
export const organisation = 'bench';
export const programmeId = (client: number): string => `bench-${client + 1}`;

/** Opens one live programme for each client. */
export async function openProgrammes(store: Store, engine: Engine, clients: number): Promise<void> {
  const loaded = loadDefinition(file, (path) =>
    existsSync(path) ? readFileSync(path, 'utf8') : null,
  );
  if (!loaded.ok) throw new Error(loaded.problems.map((each) => each.message).join('\n'));
  const { definition } = loaded;
  const actor: Actor = { kind: 'person', person: 'P-107', actingFor: null, grants: [] };
  const { hash } = await engine.publish({ organisation, definition, actor });
  const people = personas.map(({ person, title }) => ({ id: person, name: title, email: null }));
  await upsertPeople(store, organisation, people);
  for (let client = 0; client < clients; client += 1) {
    const id = programmeId(client);
    await engine.openProgramme({ organisation, id, definition: hash, clock: 'live', actor });
    const grants = personaGrants(definition).map((grant) => ({
      ...grant,
      programme: id,
      from: '2020-01-01T00:00:00.000Z',
    }));
    await upsertGrants(store, organisation, grants);
  }
}

const evidence = [{ title: 'Handover note', source: 'file 12', sha256: 'ab'.repeat(32) }];

/** The two events in turn: a submission with evidence, and its return by somebody else. */
export const steps = [
  {
    event: 'SUBMIT',
    persona: 'sro',
    role: 'SRO',
    person: 'P-102',
    payload: { evidence },
  },
  {
    event: 'RETURN',
    persona: 'pmo',
    role: 'PMO',
    person: 'P-107',
    payload: { reason: 'The note lacks a signature.' },
  },
] as const;

export function requestOf(turn: number, key: string): EventRequest {
  const step = steps[turn % 2] ?? steps[0];
  return {
    item: 'M1',
    type: step.event,
    payload: JSON.parse(JSON.stringify(step.payload)) as EventRequest['payload'], // a fresh copy, as HTTP makes one
    actor: {
      kind: 'person',
      person: step.person,
      actingFor: null,
      grants: [{ role: step.role, items: null, authority: null }],
    },
    key,
  };
}
