import { capturedMailChannel } from '#notify';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { openLiveProgramme, type LiveProgramme } from '../../../test/support/live-programme.js';
import { keepMail } from './captured-mail.js';
import { relayBatch } from './relay.js';
import { sweepBatch } from './sweep.js';

let database: TestDatabase;
let library: LiveProgramme;

beforeAll(async () => {
  database = await createTestDatabase();
  library = await openLiveProgramme(database.url, 'live', (yaml) =>
    yaml.replace('roles:\n', 'manager: HEAD\nroles:\n  HEAD: { title: Head librarian }\n'),
  );
  await query(`DELETE FROM "grant" WHERE role = 'LEAD' AND person <> 'P-BOB'`);
  await query(`UPDATE "grant" SET role = 'HEAD' WHERE person = 'P-BOB'`);
  await library.makeReminderDue();
  await sweepBatch(library.store, library.engine, 100);
});
afterAll(async () => {
  await library.close();
  await database.drop();
});

const query = async (sql: string) => (await library.store.pool.query(sql)).rows;
const relay = () => {
  const mail = capturedMailChannel({ from: 'evolve@example.org' }, (each) =>
    keepMail(library.store.pool, each),
  );
  return relayBatch(library.store, [mail], 100);
};

test('what is for a vacant role is heard by the role that the definition names to manage', async () => {
  const { deliveries } = await relay();
  expect(deliveries).toMatchObject([{ channel: 'email', person: 'P-BOB' }]);
});

test('with nobody in that role it reaches nobody, and says which role would have heard it', async () => {
  await query(`DELETE FROM "grant" WHERE role = 'HEAD'`);
  await query('UPDATE notice SET relayed_at = NULL');
  await relay();
  expect(await query(`SELECT last_error FROM delivery WHERE status = 'dead'`)).toEqual([
    { last_error: expect.stringContaining('and there is no Head librarian (HEAD)') },
  ]);
});
