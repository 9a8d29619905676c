import { startEngine } from '#engine';
import { connect, upsertGrants, upsertPeople, type Store } from '#store';
import { milestoneFields } from '../support/milestone-fields.js';
import { compiledFrom } from '../support/move-programme.js';
import { smallDefinition } from '../support/small-definition.js';
import { manager } from '../support/small-programme.js';
import type { Line } from './history.js';
import { nameOf } from './mail-sink.js';

const organisation = 'acme';
const people = ['ann', 'bob'];
const address = (person: string) => `${person}@example.org`;

const yamlOf = (milestones: number): string =>
  smallDefinition(
    'chaos',
    `
roles:
  PROGRAMME_MANAGER: { title: Programme manager }
  LEAD: { title: Lead }
profiles:
  STD: { title: Standard, before: [5, 1] }
charts:
  milestone:
    title: Milestone
${milestoneFields}
    initial: active
    states:
      active: { on: { CLAIM: { to: achieved, roles: [LEAD] } } }
      achieved: { rest: true }
items:
${Array.from({ length: milestones }, (_, index) => milestone(index + 1)).join('\n')}
`,
  );

const milestone = (number: number): string => `  M${number}:
    { chart: milestone, title: Milestone ${number}, mark: proposed, data: {
      due: { is: { precision: DAY, bound: 'ON', hardness: HARD, date: '2099-06-15' } },
      profile: { is: STD }, owner: { is: LEAD } } }`;

/** Opens live programmes of so many milestones, each reminder heard by two people, all of them far off. */
export async function openChaosProgrammes(
  databaseUrl: string,
  { programmes, milestones }: { programmes: number; milestones: number },
): Promise<void> {
  const store = connect(databaseUrl);
  const { engine, stop } = await startEngine(store);
  const { definition } = compiledFrom(yamlOf(milestones));
  const { hash } = await engine.publish({ organisation, definition, actor: manager });
  await upsertPeople(
    store,
    organisation,
    people.map((id) => ({ id, name: id, email: address(id) })),
  );
  const from = '2020-01-01T00:00:00.000Z';
  for (let number = 1; number <= programmes; number += 1) {
    const id = `chaos-${number}`;
    const opening = { organisation, id, definition: hash, title: `Chaos ${number}` };
    await engine.openProgramme({ ...opening, clock: 'live', actor: manager });
    const grants = people.map((person) => {
      return { programme: id, person, role: 'LEAD', items: null, authority: null, from };
    });
    await upsertGrants(store, organisation, grants);
  }
  stop();
  await store.close();
}

/** Lets the last reminder of every milestone fall due within `overMs` from `inMs` on; gives the plan as a history has it. */
export async function planReminders(
  databaseUrl: string,
  { inMs, overMs }: { inMs: number; overMs: number },
): Promise<Line[]> {
  return withStore(databaseUrl, async ({ pool }) => {
    const { rows } = await pool.query<{ title: string; item: string; dueAt: number }>(
      `WITH start AS (SELECT clock_timestamp() AS at), moved AS (
         UPDATE timer t SET due_at = start.at
           + ($1 + $2 * (('x' || substr(md5(programme || item), 1, 6))::bit(24)::int / 16777216.0))
             * interval '1 millisecond'
         FROM start WHERE key LIKE 'T-1@%' AND status = 'pending' RETURNING t.*
       )
       SELECT p.title, i.title AS item, extract(epoch FROM m.due_at)::float8 * 1000 AS "dueAt"
       FROM moved m
       JOIN programme p ON (p.organisation, p.id) = (m.organisation, m.programme)
       JOIN item i ON (i.organisation, i.programme, i.id) = (m.organisation, m.programme, m.item)`,
      [inMs, overMs],
    );
    return rows.flatMap(({ title, item, dueAt }) =>
      people.map((person): Line => {
        const reminder = nameOf(title, item, address(person));
        return { type: 'planned', reminder, dueAt: Math.round(dueAt) };
      }),
    );
  });
}

/** How much is still to be done: timers due, notices to relay, mails to send. */
export async function stillToDo(databaseUrl: string): Promise<number> {
  return withStore(databaseUrl, async ({ pool }) => {
    const { rows } = await pool.query<{ count: number }>(
      `SELECT (SELECT count(*) FROM timer WHERE status = 'pending' AND due_at < '2090-01-01')
         + (SELECT count(*) FROM notice WHERE relayed_at IS NULL)
         + (SELECT count(*) FROM delivery WHERE status = 'pending') AS count`,
    );
    return rows[0]?.count ?? Number.NaN;
  });
}

async function withStore<T>(url: string, work: (store: Store) => Promise<T>): Promise<T> {
  const store = connect(url, { poolSize: 1 });
  try {
    return await work(store);
  } finally {
    await store.close();
  }
}
