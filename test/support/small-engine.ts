import { startEngine, type Engine } from '#engine';
import { connect, type Store } from '#store';
import type { CompiledDefinition, EventRequest } from '#programme';
import { createTestDatabase } from './database.js';
import { compiledFrom } from './move-programme.js';
import { lead, manager, smallYaml } from './small-programme.js';

export const organisation = 'acme';

/** A fresh database with the small definition published, and an engine on it. */
export type Bench = {
  url: string;
  store: Store;
  engine: Engine;
  compiled: CompiledDefinition;
  /** Another process, as far as the database can tell. */
  another(): Promise<{ engine: Engine; store: Store }>;
  open(id: string, clock?: 'live' | 'rehearsal', startAt?: string): Promise<void>;
  end(): Promise<void>;
};

export async function engineBench(yaml = smallYaml, compiled = compiledFrom(yaml)): Promise<Bench> {
  const database = await createTestDatabase();
  const closing: (() => Promise<void>)[] = [];
  const start = async () => {
    const store = connect(database.url);
    const { engine, stop } = await startEngine(store);
    closing.push(async () => {
      stop();
      await store.close();
    });
    return { engine, store };
  };
  const { engine, store } = await start();
  const { definition, hash } = compiled;
  await engine.publish({ organisation, definition, actor: manager });
  return {
    url: database.url,
    store,
    engine,
    compiled,
    another: start,
    open: async (id, clock = 'live', startAt) => {
      const when = startAt === undefined ? {} : { startAt };
      const answer = await engine.openProgramme({
        organisation,
        id,
        definition: hash,
        clock,
        actor: manager,
        ...when,
      });
      if (answer.outcome !== 'opened') throw new Error(`"${id}" was not opened: ${answer.outcome}`);
    },
    end: async () => {
      for (const close of closing) await close();
      await database.drop();
    },
  };
}

let sent = 0;

/** An event of the small programme by its lead, with a key of its own unless one is given. */
export function event(item: string, type: string, more: Partial<EventRequest> = {}): EventRequest {
  sent += 1;
  return { item, type, payload: {}, actor: lead, key: `key-${sent}`, ...more };
}

type Query = (...args: unknown[]) => Promise<unknown>;

/**
 * Stands between a store and its database: `step` is told the name of each statement and runs it, or
 * does not. Gives back a function that steps aside.
 */
export function intercept(
  { pool }: Store,
  step: (name: string, run: () => Promise<unknown>) => Promise<unknown>,
): () => void {
  const real = pool.query.bind(pool) as Query; // pg overloads it beyond what a wrapper can say
  const between: Query = (...args) => {
    const [query] = args as [{ name?: string } | string];
    const name = typeof query === 'string' ? query : (query.name ?? '');
    return step(name, () => real(...args));
  };
  Object.assign(pool, { query: between });
  return () => void Object.assign(pool, { query: real });
}
