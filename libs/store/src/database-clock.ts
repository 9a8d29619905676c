import type { Session } from './connect.js';

/** The database's clock now, in milliseconds since 1970. */
export async function databaseNow(session: Session): Promise<number> {
  const { rows } = await session.query<{ now: number }>({
    name: 'database-now',
    text: 'SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS now',
  });
  const [found] = rows;
  if (found === undefined) throw new Error('the database gave no time');
  return found.now;
}
