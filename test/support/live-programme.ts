import { startEngine, type Engine } from '#engine';
import { connect, upsertGrants, upsertPeople, type Store } from '#store';
import { compiledFrom } from './move-programme.js';
import { manager, smallYaml } from './small-programme.js';

/** A live programme in a test database, far from its dates: what is due is moved there by the test. */
export interface LiveProgramme {
  readonly store: Store;
  readonly engine: Engine;
  /** Makes the reminder of one working day before due `secondsAgo`. */
  makeReminderDue(secondsAgo?: number): Promise<void>;
  close(): Promise<void>;
}

export const organisation = 'acme';
export const programme = 'doors';
export const reminderNotice = 'M1.T-1@2099-06-15';

/** Opens the small programme live (or on a rehearsal clock), with two leads and a programme manager. `change` may alter its definition. */
export async function openLiveProgramme(
  url: string,
  clock: 'live' | 'rehearsal' = 'live',
  change: (yaml: string) => string = (yaml) => yaml,
): Promise<LiveProgramme> {
  const store = connect(url);
  const { engine, stop } = await startEngine(store);
  const yaml = smallYaml.replace('2026-04-20', '2099-06-15').replace('2026-04-01', '2099-04-01');
  const { definition } = compiledFrom(change(yaml));
  const { hash } = await engine.publish({ organisation, definition, actor: manager });
  const opening = { organisation, id: programme, definition: hash, clock, actor: manager };
  const startAt = clock === 'rehearsal' ? { startAt: '2099-01-05T09:00:00.000Z' } : {};
  const { outcome } = await engine.openProgramme({ ...opening, ...startAt });
  if (outcome !== 'opened') throw new Error(`the test programme was not opened: ${outcome}`);
  await upsertPeople(store, organisation, [
    { id: 'P-ANN', name: 'Ann', email: 'ann@example.org' },
    { id: 'P-BOB', name: 'Bob', email: 'bob@example.org' },
    { id: 'P-PM', name: 'Pat', email: 'pat@example.org' },
  ]);
  const from = '2020-01-01T00:00:00.000Z';
  const grant = (person: string, role: string) => {
    return { programme, person, role, items: null, authority: null, from };
  };
  await upsertGrants(store, organisation, [
    grant('P-ANN', 'LEAD'),
    grant('P-BOB', 'LEAD'),
    grant('P-PM', 'PROGRAMME_MANAGER'),
  ]);
  return {
    store,
    engine,
    makeReminderDue: async (secondsAgo = 1) => {
      const { rowCount } = await store.pool.query(
        `UPDATE timer SET due_at = clock_timestamp() - $1 * interval '1 second'
         WHERE key = 'T-1@2099-06-15' AND status = 'pending'`,
        [secondsAgo],
      );
      if (rowCount !== 1) throw new Error('the reminder one day before is not pending');
    },
    close: async () => {
      stop();
      await store.close();
    },
  };
}
