import type { Problem } from '#contract';
import { Stop, type Io } from '../terminal/io.js';
import { paintFor } from '../terminal/paint.js';
import { problemText } from '../terminal/findings.js';

/** The public HTTP API, as a persona. */
export type Client = {
  readonly url: string;
  get<Answer>(path: string): Promise<Answer>;
  post<Answer>(
    path: string,
    body: unknown,
    headers?: Record<string, string>,
  ): Promise<{ answer: Answer; headers: Headers }>;
  put<Answer>(path: string, body: unknown): Promise<Answer>;
  remove<Answer>(path: string): Promise<Answer>;
  /** Sends bytes as they are; their media type is said in the address. */
  upload<Answer>(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<Answer>;
  download(path: string): Promise<Uint8Array>;
  /** What the answer to a request is a file of, part by part. */
  take(
    path: string,
    body: unknown,
  ): Promise<{ name: string | null; parts: AsyncIterable<Uint8Array> }>;
};

/** Talks to a server; what it refuses stops the command with its reasons and the right exit code. */
export function clientOf(io: Io, url: string, persona: string): Client {
  const fetched = async (
    path: string,
    init: Omit<RequestInit, 'headers'>,
    more: Record<string, string>,
  ) => {
    const headers = { 'evolve-persona': persona, accept: 'application/json', ...more };
    const response = await io.fetch(`${url}${path}`, { ...init, headers }).catch(() => {
      throw unreachable(url);
    });
    if (!response.ok) throw refused(io, response.status, await response.text());
    return response;
  };
  const ask = async (
    path: string,
    init: Omit<RequestInit, 'headers'>,
    more: Record<string, string> = {},
  ) => {
    const response = await fetched(path, init, more);
    const text = await response.text();
    // Boundary: the server's answers are described by the contract, and it is our own server.
    return { answer: JSON.parse(text) as never, headers: response.headers };
  };
  return {
    url,
    get: async (path) => (await ask(path, { method: 'GET' })).answer,
    post: (path, body, headers = {}) =>
      ask(
        path,
        { method: 'POST', body: JSON.stringify(body) },
        { 'content-type': 'application/json', ...headers },
      ),
    put: async (path, body) => {
      const init = { method: 'PUT', body: JSON.stringify(body) };
      return (await ask(path, init, { 'content-type': 'application/json' })).answer;
    },
    remove: async (path) => (await ask(path, { method: 'DELETE' })).answer,
    upload: async (path, bytes) => {
      const type = { 'content-type': 'application/octet-stream' };
      return (await ask(path, { method: 'POST', body: bytes }, type)).answer;
    },
    take: async (path, body) => {
      const init = { method: 'POST', body: JSON.stringify(body) };
      const more = { accept: '*/*', 'content-type': 'application/json' };
      const { headers, body: parts } = await fetched(path, init, more);
      const [, name = null] =
        /filename="([^"/\\]+)"/.exec(headers.get('content-disposition') ?? '') ?? [];
      if (parts === null) throw new Stop(3, 'The server answered without a file.');
      return { name, parts };
    },
    download: async (path) => {
      const response = await fetched(path, { method: 'GET' }, { accept: '*/*' });
      return new Uint8Array(await response.arrayBuffer());
    },
  };
}

const unreachable = (url: string) =>
  new Stop(
    3,
    `No Evolve answers at ${url}. Start it with: npm start\nOr name another server with --server URL or EVOLVE_URL.`,
  );

function refused(io: Io, status: number, text: string): Stop {
  const problem = problemIn(text);
  if (problem === null) {
    const from = text.slice(0, 200).replaceAll(/\s+/g, ' ');
    return new Stop(3, `The server answered ${status}, but not as Evolve does: ${from}`);
  }
  const exitCode = status === 503 ? 3 : status === 400 || status === 401 ? 2 : 1;
  return new Stop(exitCode, problemText(paintFor(io.colour), problem), problem);
}

function problemIn(text: string): Problem | null {
  try {
    const value: unknown = JSON.parse(text);
    const isProblem = typeof value === 'object' && value !== null && 'requestId' in value;
    return isProblem ? (value as Problem) : null; // only Evolve's problems carry a request id
  } catch {
    return null;
  }
}
