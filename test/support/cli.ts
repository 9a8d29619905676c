import { run } from '../../apps/cli/src/run.js';
import type { TestApi } from './test-api.js';

type Around = {
  files?: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>>;
  env?: Readonly<Record<string, string>>;
  colour?: boolean;
  /** The server that every address leads to; none when absent. */
  test?: TestApi;
};

/** Runs a command line in this process, with files, a server and a clock of the test's own; `saved` is what it wrote. */
export async function runWith(around: Around, args: readonly string[]) {
  const { files = {}, env = {}, colour = false, test } = around;
  const written = { out: '', err: '' };
  const saved: Record<string, Buffer> = {};
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
    readFile: (path) => {
      const content = files[path];
      return content === undefined ? null : Buffer.from(content).toString();
    },
    readBytes: (path, most) => {
      const content = files[path];
      if (content === undefined) return null;
      return content.length > most ? 'too large' : Buffer.from(content);
    },
    readFolder: (path) => {
      const inside = Object.keys(files).filter((name) => name.startsWith(`${path}/`));
      if (inside.length === 0) return null;
      const bytesOf = (name: string) => Buffer.from(files[name] ?? '');
      return {
        names: inside.map((name) => name.slice(path.length + 1)),
        bytes: inside.reduce((sum, name) => sum + bytesOf(name).length, 0),
        open: async function* (name) {
          yield await Promise.resolve(bytesOf(`${path}/${name}`));
        },
      };
    },
    openFile: (path) => {
      const content = files[path] ?? saved[path];
      if (content === undefined) return Promise.resolve(null);
      const bytes = Buffer.from(content);
      return Promise.resolve({
        size: bytes.length,
        read: (index, length) => Promise.resolve(bytes.subarray(index, index + length)),
      });
    },
    writeParts: async (path, parts) => {
      if (files[path] !== undefined) return 'there is a file of that name already';
      const taken: Uint8Array[] = [];
      for await (const part of parts) taken.push(part);
      saved[path] = Buffer.concat(taken);
      return null;
    },
    writeFile: (path, bytes) => {
      if (files[path] !== undefined) return 'there is a file of that name already';
      saved[path] = Buffer.from(bytes);
      return null;
    },
    fetch: async (url, { method = 'GET', headers, body }) => {
      if (test === undefined) throw new TypeError('fetch failed');
      const reply = await test.api.app.inject({
        method: method as 'GET', // the client sends GET and POST only
        url: url.replace(/^https?:\/\/[^/]+/, ''),
        headers: headers as Record<string, string>, // and plain objects
        ...(typeof body === 'string' && { payload: body }),
        ...(body instanceof Uint8Array && { payload: Buffer.from(body) }),
      });
      const given = Object.entries(reply.headers).map(([name, value]) => [name, String(value)]);
      return new Response(new Uint8Array(reply.rawPayload), {
        status: reply.statusCode,
        headers: given as [string, string][],
      });
    },
    now: () => new Date('2026-03-02T09:00:00Z'),
    newKey: () => `key-${(keys += 1)}-${Math.random()}`,
  });
  return { code, ...written, saved };
}
