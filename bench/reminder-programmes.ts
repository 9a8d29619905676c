import { existsSync, readFileSync } from 'node:fs';
import type { Engine } from '#engine';
import { loadDefinition, type Actor, type Definition } from '#programme';
import { upsertGrants, upsertPeople, type Store } from '#store';

const file = 'bench/reminders.yaml';
const owner = 'P-107';

export const organisation = 'bench';
export const actor: Actor = { kind: 'person', person: owner, actingFor: null, grants: [] };

/** A programme of so many milestones, their dates a working day or so apart from 2097 on. */
export function reminderDefinition(milestones: number): Definition {
  const items = Array.from({ length: milestones }, (_, index) => milestone(index + 1)).join('\n');
  const read = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : null);
  const loaded = loadDefinition(file, (path) => {
    const text = read(path);
    return path.endsWith('reminders.yaml') ? `${text ?? ''}\nitems:\n${items}\n` : text;
  });
  if (!loaded.ok) throw new Error(loaded.problems.map((each) => each.message).join('\n'));
  return loaded.definition;
}

function milestone(number: number): string {
  const day = new Date(Date.UTC(2097, 0, 1 + number)).toISOString().slice(0, 10);
  const due = `{ precision: DAY, bound: 'ON', hardness: HARD, date: '${day}', wording: 'on ${day}' }`;
  const data = `{ due: { is: ${due} }, profile: { is: STD }, owner: { is: SRO } }`;
  return `  M${number}: { chart: milestone, title: Milestone ${number}, mark: proposed, state: active, data: ${data} }`;
}

/** Opens live programmes, each with one person who hears every reminder. */
export async function openReminderProgrammes(
  store: Store,
  engine: Engine,
  { programmes, milestones }: { programmes: number; milestones: number },
): Promise<void> {
  const { hash } = await engine.publish({
    organisation,
    definition: reminderDefinition(milestones),
    actor,
  });
  await upsertPeople(store, organisation, [
    { id: owner, name: 'Owner', email: 'owner@example.org' },
  ]);
  const from = '2020-01-01T00:00:00.000Z';
  const numbers = Array.from({ length: programmes }, (_, index) => index + 1);
  for (const number of numbers) {
    const id = `reminders-${number}`;
    await engine.openProgramme({ organisation, id, definition: hash, clock: 'live', actor });
  }
  await upsertGrants(
    store,
    organisation,
    numbers.map((number) => ({
      programme: `reminders-${number}`,
      person: owner,
      role: 'SRO',
      items: null,
      authority: null,
      from,
    })),
  );
  await store.pool.query('VACUUM ANALYZE');
}

/** A reminder that was given another moment, and the notice that it will become. */
export type Planned = { programme: string; notice: string; dueAt: number };

/** Makes `many` reminders due from `inMs` milliseconds on, `apartMs` apart, over all programmes alike. */
export async function makeDue(
  store: Store,
  { many, inMs, apartMs }: { many: number; inMs: number; apartMs: number },
): Promise<Planned[]> {
  const { rows } = await store.pool.query<Planned>(
    `WITH chosen AS (
       SELECT organisation, programme, item, key,
         row_number() OVER (ORDER BY key, md5(programme || item)) AS place
       FROM timer
       WHERE clock = 'live' AND status = 'pending' AND kind = 'reminder' AND due_at > '2090-01-01'
       ORDER BY place LIMIT $1
     ), start AS (SELECT clock_timestamp() + $2 * interval '1 millisecond' AS at), moved AS (
       UPDATE timer t SET due_at = date_trunc('milliseconds', start.at + (c.place - 1) * $3 * interval '1 millisecond')
       FROM chosen c, start
       WHERE (t.organisation, t.programme, t.item, t.key) = (c.organisation, c.programme, c.item, c.key)
       RETURNING t.*
     )
     SELECT programme, item || '.' || key AS notice,
       extract(epoch FROM due_at)::float8 * 1000 AS "dueAt" FROM moved`,
    [many, inMs, apartMs],
  );
  if (rows.length !== many) throw new Error(`only ${rows.length} of ${many} reminders are pending`);
  return rows;
}
