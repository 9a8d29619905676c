import { personaGrants, personas } from '#contract';
import { startEngine, type Engine } from '#engine';
import { scriptInstant, type Actor, type Definition } from '#programme';
import { connect, listProgrammes, upsertGrants, upsertPeople, type Store } from '#store';
import { demoProgrammes, readDefinition, type DemoProgramme } from './demo-files.js';

const opener: Actor = {
  kind: 'person',
  person: personas.find((each) => each.administers)?.person ?? 'P-000',
  actingFor: null,
  grants: [],
};

/**
 * Loads the demonstration once: definitions, programmes, people and what they may do. A programme
 * that is there already is left as it stands.
 *
 * @returns a line for each programme
 */
export async function loadDemo(databaseUrl: string): Promise<string[]> {
  const store = connect(databaseUrl);
  const { engine, clock, stop } = await startEngine(store);
  try {
    const today = clock.now().slice(0, 10);
    const lines: string[] = [];
    for (const demo of demoProgrammes) {
      const definition = readDefinition(demo.file, today);
      const isNew = await load(store, engine, demo, definition, clock.now());
      const on = demo.clock === 'live' ? 'live' : `rehearsal clock from ${demo.startAt}`;
      lines.push(`${demo.id} (${isNew ? on : `${demo.clock}, as you left it`})`);
    }
    return lines;
  } finally {
    stop();
    await store.close();
  }
}

async function load(
  store: Store,
  engine: Engine,
  demo: DemoProgramme,
  definition: Definition,
  now: string,
): Promise<boolean> {
  const organisation = definition.organisation.id;
  const known = await listProgrammes(store, organisation);
  if (known.some((row) => row.id === demo.id)) return false;
  const published = await engine.publish({ organisation, definition, actor: opener });
  await upsertPeople(
    store,
    organisation,
    personas.map(({ id, person, title }) => ({
      id: person,
      name: title,
      email: `${id}@evolve.example`,
    })),
  );
  await upsertGrants(
    store,
    organisation,
    personaGrants(definition).map((grant) => ({ ...grant, programme: demo.id, from: now })),
  );
  await engine.openProgramme({
    organisation,
    id: demo.id,
    definition: published.hash,
    clock: demo.clock,
    actor: opener,
    ...(demo.startAt !== undefined && {
      startAt: scriptInstant(demo.startAt, definition.zone),
    }),
  });
  return true;
}
