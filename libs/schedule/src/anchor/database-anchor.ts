import { connect } from '#store';
import { saysTheSame, standsThere, type Anchor } from './anchor.js';

/** Another PostgreSQL, best one that somebody else runs: a table that only gets new rows. */
export function databaseAnchor(url: string): Anchor {
  const { host, pathname } = new URL(url);
  const place = `${host}${pathname}`;
  return {
    name: 'database',
    place,
    put: async ({ origin, size, note }) => {
      const store = connect(url, { poolSize: 1 });
      try {
        await store.pool.query(
          `CREATE TABLE IF NOT EXISTS evolve_checkpoint (
             origin text NOT NULL, size bigint NOT NULL, note text NOT NULL,
             kept_at timestamptz NOT NULL DEFAULT clock_timestamp(),
             PRIMARY KEY (origin, size))`,
        );
        await store.pool.query(
          `INSERT INTO evolve_checkpoint (origin, size, note) VALUES ($1, $2, $3)
           ON CONFLICT (origin, size) DO NOTHING`,
          [origin, size, note],
        );
        const { rows } = await store.pool.query<{ note: string }>(
          'SELECT note FROM evolve_checkpoint WHERE origin = $1 AND size = $2',
          [origin, size],
        );
        if (!saysTheSame(rows[0]?.note ?? '', note)) throw standsThere(size, place);
      } finally {
        await store.close();
      }
    },
  };
}
