import type { Session, Store } from '#store';

/** Rows of a table that the work read by any way, as the database counts them. What it wrote is undone. */
export async function rowsRead(
  { pool }: Store,
  table: string,
  work: (session: Session) => Promise<unknown>,
): Promise<number> {
  const client = await pool.connect();
  try {
    const counted = async () => {
      const { rows } = await client.query<{ read: number }>(
        `SELECT pg_stat_get_xact_tuples_returned(c.oid)
           + coalesce((SELECT sum(pg_stat_get_xact_tuples_returned(i.indexrelid))
             FROM pg_index i WHERE i.indrelid = c.oid), 0)::bigint AS read
         FROM pg_class c WHERE c.oid = $1::regclass`,
        [table],
      );
      return rows[0]?.read ?? Number.NaN;
    };
    await client.query('BEGIN');
    const before = await counted();
    await work(client);
    const after = await counted();
    await client.query('ROLLBACK');
    return after - before;
  } finally {
    client.release();
  }
}
