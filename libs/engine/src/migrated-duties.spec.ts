import type { CompiledDefinition } from '#programme';
import { insertMigration, readMigration } from '#store';
import { compiledFrom, person } from '../../../test/support/move-programme.js';
import { engineBench, organisation, type Bench } from '../../../test/support/small-engine.js';
import { smallYaml } from '../../../test/support/small-programme.js';

const yaml = smallYaml
  .replace('START: { to: doing,', 'START: { to: doing, duty: starter,')
  .replace('title: Task\n', 'title: Task\n    separate: [[starter, finisher]]\n')
  .replace('to: done\n', 'to: done\n            duty: finisher\n');
const next = compiledFrom(
  `${yaml.replaceAll('starter', 'beginner')}migration: { from: small, duties: { task: { starter: beginner } } }\n`,
);

let bench: Bench;
beforeAll(async () => {
  bench = await engineBench(yaml);
});
afterAll(() => bench.end());

/** Moves the programme to a version, asked for by one and applied by another. */
async function moved({ definition }: CompiledDefinition, id: string) {
  const { engine, store } = bench;
  const actor = person('P-9', 'SRO');
  const { hash } = await engine.publish({ organisation, definition, actor });
  const row = { organisation, id, definition: hash, dryRun: false, requestedBy: 'P-ASK' };
  await insertMigration(store.pool, row, ['one']);
  const request = await readMigration(store.pool, row);
  expect(await readMigration(store.pool, { organisation: 'other', id })).toBeNull();
  const preview = await engine.previewMigration(organisation, 'one', hash);
  if (request === null || preview.outcome !== 'previewed') throw new Error(preview.outcome);
  const act = { actor, role: 'SRO', authority: null, request: id, requestedBy: 'P-ASK' };
  return engine.migrate(organisation, 'one', { request, digest: preview.digest, act });
}

test('a duty performed is held in the database under its new name after a migration', async () => {
  const { engine, store } = bench;
  await bench.open('one');
  const started = {
    item: 'first',
    type: 'START',
    payload: {},
    actor: person('P-1', 'LEAD'),
    key: 'k',
  };
  expect(await engine.send(organisation, 'one', started)).toMatchObject({ outcome: 'accepted' });
  expect(await moved(next, 'm')).toMatchObject({ outcome: 'migrated' });
  const { rows } = await store.pool.query(
    'SELECT separation, person, duty FROM duty_holder ORDER BY separation',
  );
  expect(rows).toEqual([
    { separation: 'beginner finisher', person: 'P-1', duty: 'beginner' },
    { separation: 'finisher starter', person: 'P-1', duty: 'starter' },
  ]);
});

test('names of duties that come back for one another are refused, in words', async () => {
  const renamed = yaml.replaceAll('starter', 'opener').replaceAll('finisher', 'starter');
  const back = compiledFrom(
    `${renamed.replaceAll('opener', 'finisher')}migration: { from: small, duties: { task: { beginner: finisher, finisher: starter } } }\n`,
  );
  await expect(moved(back, 'back')).rejects.toThrow(
    'item "first": P-1 performed the duty called "finisher" there, and "starter" in a group of the same names before',
  );
  const view = await bench.engine.view(organisation, 'one');
  expect(view?.state.items['first']?.duties).toEqual({ beginner: ['P-1'] });
});
