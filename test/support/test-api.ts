import { readConfig } from '#config';
import { createApi, type Api } from '../../apps/api/src/create-api.js';
import { createTestDatabase } from './database.js';
import { moveYaml } from './move-programme.js';

/** The answer to a request, its body parsed when it is JSON. */
export type Reply = {
  status: number;
  headers: Readonly<Record<string, string | string[] | number | undefined>>;
  // Boundary: a test reads what it expects to be there.
  // oxlint-disable-next-line typescript/no-explicit-any
  body: any;
  text: string;
};

/** An API in this process on a database of its own. */
export type TestApi = {
  api: Api;
  databaseUrl: string;
  get(path: string, persona?: string | null): Promise<Reply>;
  post(
    path: string,
    body: unknown,
    options?: { as?: string | null; key?: string; headers?: Record<string, string> },
  ): Promise<Reply>;
  put(path: string, body: unknown, persona?: string | null): Promise<Reply>;
  delete(path: string, persona?: string | null): Promise<Reply>;
  /** Publishes YAML and starts a rehearsal of it; gives the definition's hash. */
  rehearse(id: string, startAt: string, yaml?: string): Promise<string>;
  close(): Promise<void>;
};

/**
 * Starts it; `env` stands over the settings of a demonstration. With a `DATABASE_URL` it is another
 * process on that database, which stays when it closes.
 */
export async function startTestApi(env: Record<string, string> = {}): Promise<TestApi> {
  const database = env['DATABASE_URL'] === undefined ? await createTestDatabase() : null;
  const databaseUrl = database?.url ?? env['DATABASE_URL'] ?? '';
  const config = readConfig({
    EVOLVE_MODE: 'demo',
    DATABASE_URL: databaseUrl,
    LOG_LEVEL: 'silent',
    ...env,
  });
  const verifierPage = '<!doctype html><title>The page that verifies packs</title>';
  const api = await createApi(config, { verifierPage });
  const inject = async (request: object): Promise<Reply> => {
    const reply = await api.app.inject(request);
    const isJson = String(reply.headers['content-type']).includes('json');
    const body: unknown = isJson && reply.body !== '' ? reply.json() : undefined;
    return { status: reply.statusCode, headers: reply.headers, body, text: reply.body };
  };
  const as = (persona: string | null) => (persona === null ? {} : { 'evolve-persona': persona });
  const get = (url: string, persona: string | null = 'pmo') =>
    inject({ method: 'GET', url, headers: as(persona) });
  const post: TestApi['post'] = (url, payload, options = {}) => {
    const key = options.key === undefined ? {} : { 'idempotency-key': options.key };
    const { as: persona = 'pmo' } = options;
    const headers = { ...as(persona), ...key, ...options.headers };
    return inject({ method: 'POST', url, headers, payload });
  };
  const put: TestApi['put'] = (url, payload, persona = 'pmo') =>
    inject({ method: 'PUT', url, headers: as(persona), payload: payload as object });
  const remove: TestApi['delete'] = (url, persona = 'pmo') =>
    inject({ method: 'DELETE', url, headers: as(persona) });
  return {
    api,
    databaseUrl,
    get,
    post,
    put,
    delete: remove,
    rehearse: async (id, startAt, yaml = moveYaml) => {
      const files = { 'programme.yaml': yaml };
      const published = await post('/api/v1/definitions', { entry: 'programme.yaml', files });
      if (published.status !== 201) throw new Error(published.text);
      const { hash } = published.body;
      const start = { definition: hash, id, clock: 'rehearsal', startAt };
      const started = await post('/api/v1/programmes', start);
      if (started.status !== 201) throw new Error(started.text);
      return hash;
    },
    close: async () => {
      await api.close();
      await database?.drop();
    },
  };
}
