import { readFileSync } from 'node:fs';
import {
  engineBench,
  event,
  organisation,
  type Bench,
} from '../../../test/support/small-engine.js';

const migration = readFileSync(
  'prisma/migrations/20110331080800_revisions_and_duties/migration.sql',
  'utf8',
);

let bench: Bench;

beforeAll(async () => {
  bench = await engineBench();
});

afterAll(() => bench.end());

test('items from before revisions and duties were kept get what their history makes of them', async () => {
  await bench.open('older');
  for (const asked of [event('first', 'NOTE', { payload: { note: 'A' } }), event('first', 'START')])
    expect(await bench.engine.send(organisation, 'older', asked)).toMatchObject({
      outcome: 'accepted',
    });
  const before = await bench.engine.view(organisation, 'older');
  expect(before?.state.items['first']).toMatchObject({
    revision: 1,
    happened: { NOTE: 2, START: 3 },
    duties: {},
  });
  await bench.store.pool.query(
    'ALTER TABLE item DROP COLUMN revision, DROP COLUMN happened, DROP COLUMN duties',
  );
  await bench.store.pool.query(migration);
  expect(await bench.engine.verifyProgramme(organisation, 'older')).toMatchObject({ ok: true });
});
