import pg from 'pg';
import { connect } from './migrate-connection.js';

/**
 * What the application may do beyond the rights its migrations give: see which migrations there are,
 * and use the queue's tables. Run again after each migration, as the queue's own may add tables.
 */
const grants = `
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'evolve_app') THEN
    GRANT SELECT ON public._prisma_migrations TO evolve_app;
    GRANT USAGE ON SCHEMA bullmq TO evolve_app;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA bullmq TO evolve_app;
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA bullmq TO evolve_app;
    GRANT EXECUTE ON ALL ROUTINES IN SCHEMA bullmq TO evolve_app;
  END IF;
END
$$`;

/** The queues; BullMQ would make a sequence for each at its first job, which takes an owner's rights. */
const queues = ['evolve-clock', 'evolve-deliver'];

/** Gives the role `evolve_app`, where there is one, the rights that no migration can. */
export async function grantApplication(client: pg.Client): Promise<void> {
  await client.query(
    `SELECT bullmq.next_job_id(queue) FROM unnest($1::text[]) AS queue
     WHERE to_regclass('bullmq.' || bullmq.job_id_seq_name(queue)) IS NULL`,
    [queues],
  );
  await client.query(grants);
}

/**
 * Makes a login that owns nothing and may only do what the application does, or sets its password.
 * Gives the URL for it. Needs a URL of somebody who may make roles, and a migrated database.
 */
export async function ensureApplicationLogin(
  url: string,
  { name, password }: { name: string; password: string },
): Promise<string> {
  const client = await connect(url);
  try {
    const [login, secret] = [client.escapeIdentifier(name), client.escapeLiteral(password)];
    const found = await client.query('SELECT 1 FROM pg_roles WHERE rolname = $1', [name]);
    const verb = found.rows.length === 0 ? 'CREATE' : 'ALTER';
    await client.query(
      `${verb} ROLE ${login} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD ${secret}`,
    );
    await client.query(`GRANT evolve_app TO ${login}`);
  } finally {
    await client.end();
  }
  const own = new URL(url);
  own.username = name;
  own.password = password;
  return own.href;
}
