import type { Engine } from '#engine';
import type { Store } from '#store';

/** Definitions made ready at most: a worker that serves more of them reads the others when it must. */
const MOST = 50;

/**
 * Makes the definitions of live programmes ready, those with the most programmes first: to read and
 * compile one takes longer than the reminders that wait for it may be late.
 */
export async function warmUp(store: Store, engine: Pick<Engine, 'definitionOf'>): Promise<number> {
  const { rows } = await store.pool.query<{ organisation: string; programme: string }>(
    `SELECT organisation, min(id) AS programme FROM programme WHERE clock = 'live'
     GROUP BY organisation, definition ORDER BY count(*) DESC, min(id) LIMIT $1`,
    [MOST],
  );
  for (const { organisation, programme } of rows) {
    await engine.definitionOf(organisation, programme);
  }
  return rows.length;
}
