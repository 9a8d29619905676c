import type { EventEmitter } from 'node:events';
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.js';
import { connect, inTransaction, type Session, type Store } from './connect.js';

let database: TestDatabase;
let store: Store;

beforeEach(async () => {
  database = await createTestDatabase({ empty: true });
  store = connect(database.url, { poolSize: 1 });
});
afterEach(async () => {
  await store.close();
  await database.drop();
});

/** Ends the server's side of a session, as when PostgreSQL is stopped at once. */
async function endSession(session: Session): Promise<void> {
  const { rows } = await session.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const other = connect(database.url, { poolSize: 1 });
  await other.pool.query('SELECT pg_terminate_backend($1, 5000)', [rows[0]?.pid]);
  await other.close();
}

test('a session that ends while its transaction waits for something else fails that work alone', async () => {
  const work = inTransaction(store, async (session) => {
    // Boundary: what runs the SQL of a transaction is a client, which tells when it has ended.
    const ended = new Promise((resolve) => (session as unknown as EventEmitter).on('end', resolve));
    await endSession(session);
    await ended; // as while a mail server thinks: nobody waits for an answer of the database
    await session.query('SELECT 1');
  });
  await expect(work).rejects.toThrow();
  const again = inTransaction(store, (session) => session.query('SELECT 2 AS two'));
  expect((await again).rows).toEqual([{ two: 2 }]);
});

test('work that ends well after its session ended is not taken for written', async () => {
  await expect(inTransaction(store, endSession)).rejects.toThrow();
});
