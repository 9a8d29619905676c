import { run } from '../../apps/cli/src/run.js';
import type { TestApi } from './test-api.js';

type Around = {
  files?: Readonly<Record<string, string>>;
  env?: Readonly<Record<string, string>>;
  colour?: boolean;
  /** The server that every address leads to; none when absent. */
  test?: TestApi;
};

/** Runs a command line in this process, with files, a server and a clock of the test's own. */
export async function runWith(around: Around, args: readonly string[]) {
  const { files = {}, env = {}, colour = false, test } = around;
  const written = { out: '', err: '' };
  let keys = 0;
  const code = await run(args, {
    out: (text) => {
      written.out += `${text}\n`;
    },
    err: (text) => {
      written.err += `${text}\n`;
    },
    env,
    colour,
    readFile: (path) => files[path] ?? null,
    fetch: async (url, { method = 'GET', headers, body }) => {
      if (test === undefined) throw new TypeError('fetch failed');
      const reply = await test.api.app.inject({
        method: method as 'GET', // the client sends GET and POST only
        url: url.replace(/^https?:\/\/[^/]+/, ''),
        headers: headers as Record<string, string>, // and plain objects
        ...(typeof body === 'string' && { payload: body }),
      });
      const given = Object.entries(reply.headers).map(([name, value]) => [name, String(value)]);
      return new Response(reply.body, {
        status: reply.statusCode,
        headers: given as [string, string][],
      });
    },
    now: () => new Date('2026-03-02T09:00:00Z'),
    newKey: () => `key-${(keys += 1)}-${Math.random()}`,
  });
  return { code, ...written };
}
