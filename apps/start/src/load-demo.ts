import { personaGrants, personaPeople, personas } from '#contract';
import { startEngine, type Engine } from '#engine';
import { scriptInstant, type Actor, type Definition } from '#programme';
import { connect, listProgrammes, type Store } from '#store';
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
    const lines: string[] = [];
    for (const demo of demoProgrammes) {
      if (await isThere(store, demo)) {
        lines.push(`${demo.id} (${demo.clock}, as you left it)`);
        continue;
      }
      await load(engine, demo, readDefinition(demo.file, clock.now()));
      const on = demo.clock === 'live' ? 'live' : `rehearsal clock from ${demo.startAt}`;
      lines.push(`${demo.id} (${on})`);
    }
    return lines;
  } finally {
    stop();
    await store.close();
  }
}

async function isThere(store: Store, { organisation, id }: DemoProgramme): Promise<boolean> {
  const known = await listProgrammes(store, organisation);
  return known.some((row) => row.id === id);
}

async function load(engine: Engine, demo: DemoProgramme, definition: Definition): Promise<void> {
  const organisation = definition.organisation.id;
  if (organisation !== demo.organisation) {
    throw new Error(
      `${demo.file} is of organisation "${organisation}", not "${demo.organisation}"`,
    );
  }
  const { hash } = await engine.publish({ organisation, definition, actor: opener });
  await engine.openProgramme({
    organisation,
    id: demo.id,
    definition: hash,
    clock: demo.clock,
    actor: opener,
    people: personaPeople,
    grants: personaGrants(definition),
    ...(demo.startAt !== undefined && {
      startAt: scriptInstant(demo.startAt, definition.zone),
    }),
  });
}
