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

test('a duty performed is held in the database under its new name after a migration', async () => {
  const { engine, store } = bench;
  const actor = person('P-9', 'SRO');
  await bench.open('one');
  const started = {
    item: 'first',
    type: 'START',
    payload: {},
    actor: person('P-1', 'LEAD'),
    key: 'k',
  };
  expect(await engine.send(organisation, 'one', started)).toMatchObject({ outcome: 'accepted' });
  const { hash } = await engine.publish({ organisation, definition: next.definition, actor });
  const row = { organisation, id: 'm', definition: hash, dryRun: false, requestedBy: 'P-ASK' };
  await insertMigration(store.pool, row, ['one']);
  const request = await readMigration(store.pool, row);
  expect(await readMigration(store.pool, { organisation: 'other', id: 'm' })).toBeNull();
  const preview = await engine.previewMigration(organisation, 'one', hash);
  if (request === null || preview.outcome !== 'previewed') throw new Error(preview.outcome);
  const act = { actor, role: 'SRO', authority: null, request: 'm', requestedBy: 'P-ASK' };
  const asked = { request, digest: preview.digest, act };
  expect(await engine.migrate(organisation, 'one', asked)).toMatchObject({ outcome: 'migrated' });
  const { rows } = await store.pool.query(
    'SELECT separation, person, duty FROM duty_holder ORDER BY separation',
  );
  expect(rows).toEqual([
    { separation: 'beginner finisher', person: 'P-1', duty: 'beginner' },
    { separation: 'finisher starter', person: 'P-1', duty: 'starter' },
  ]);
});
