import pg from 'pg';

/** The database cannot be brought up to date. The message is one line, without any password. */
export class MigrateError extends Error {
  override readonly name = 'MigrateError';
}

/** The oldest server that Evolve runs on. */
const oldest = 14;

/** Opens one session. Throws MigrateError saying which part of the URL is wrong. */
export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  // Without a listener, a session that ends unexpectedly would end the process; the next query says so too.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    throw new MigrateError(explain(error, url));
  }
}

/** Throws MigrateError when the server is older than Evolve needs. */
export async function checkServer(client: pg.Client, url: string) {
  const { rows } = await client.query<{ version: string; num: string }>(
    `SELECT current_setting('server_version') AS version, current_setting('server_version_num') AS num`,
  );
  const tooOld = explainVersion(rows[0]?.version ?? 'unknown', Number(rows[0]?.num ?? 0), url);
  if (tooOld !== undefined) throw new MigrateError(tooOld);
}

/** The refusal of a server of that version (`num` as in `server_version_num`); undefined when it is new enough. */
export function explainVersion(version: string, num: number, url: string): string | undefined {
  if (num >= oldest * 10_000) return undefined;
  return `PostgreSQL ${version} at ${place(url)} is too old: Evolve needs ${oldest} or later.`;
}

function explain(error: unknown, url: string): string {
  // What pg throws carries PostgreSQL's SQLSTATE or the system's error code.
  const { code = '', message = '' } = error as { code?: string; message?: string };
  const client = new pg.Client(url);
  switch (code) {
    case '28P01':
    case '28000':
      return `PostgreSQL at ${place(url)} refuses user "${client.user ?? ''}": wrong password, or no such user. Check DATABASE_URL.`;
    case '3D000':
      return `PostgreSQL at ${place(url)} has no database "${client.database ?? ''}". Create it, or check DATABASE_URL.`;
    default:
      return `Cannot reach PostgreSQL at ${place(url)}, database "${client.database ?? ''}" (${code || message}). Is it running, and is DATABASE_URL right?`;
  }
}

function place(url: string): string {
  const { host, port } = new pg.Client(url);
  return `${host}:${port}`;
}
