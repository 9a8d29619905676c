import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { PrismaClient } from './generated/client.js';

/** The database: `pool` for the write path and streams, `prisma` for ordinary reads and admin writes. */
export type Store = {
  readonly pool: pg.Pool;
  readonly prisma: PrismaClient;
  /** Ends every session; what is under way is finished first. */
  close(): Promise<void>;
};

/** What runs SQL: the pool, or the one session of a transaction. */
export type Session = Pick<pg.ClientBase, 'query'>;

/** Whether whoever is silent on the way, such as a firewall, drops what is idle: it is asked this often. */
const ALIVE_MS = 10_000;

/**
 * Opens the database at a PostgreSQL URL; sessions are made when first needed. Those that are idle for
 * ten seconds end, unless they are to be kept: a new one takes longer than a reminder may be late.
 */
export function connect(
  url: string,
  { poolSize = 10, keep = false }: { poolSize?: number; keep?: boolean } = {},
): Store {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    types: { getTypeParser },
    idleTimeoutMillis: keep ? 0 : 10_000,
    keepAlive: keep,
    keepAliveInitialDelayMillis: ALIVE_MS,
  });
  // A session that ends while idle is replaced at the next query, which is where a real outage shows.
  pool.on('error', () => undefined);
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  const close = async () => {
    await prisma.$disconnect();
    await pool.end();
  };
  return { pool, prisma, close };
}

/** Runs work in one transaction on one session; rolled back when it throws. */
export async function inTransaction<T>(
  store: Store,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  const client = await store.pool.connect();
  let broken: Error | undefined;
  // A session may end while the work is elsewhere, with nobody waiting for an answer of it.
  const ended = (error: Error) => (broken = error);
  client.on('error', ended);
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((lost: unknown) => {
      broken = lost instanceof Error ? lost : new Error(String(lost));
    });
    throw error;
  } finally {
    client.off('error', ended);
    client.release(broken);
  }
}

const { builtins } = pg.types;
const parseTime = pg.types.getTypeParser(builtins.TIMESTAMPTZ) as (text: string) => Date; // untyped in pg

/** Instants are text as in the ledger, and counts are numbers: sequences stay far below 2^53. */
function getTypeParser(oid: number, format?: 'text' | 'binary'): unknown {
  if (oid === builtins.INT8) return Number;
  if (oid === builtins.TIMESTAMPTZ) return (text: string) => parseTime(text).toISOString();
  return format === 'binary'
    ? pg.types.getTypeParser(oid, 'binary')
    : pg.types.getTypeParser(oid, 'text');
}
