import type { ProgrammeList, ProgrammeSummary } from '#contract';
import { Stop, type Io } from '../terminal/io.js';
import { paintFor, type Paint } from '../terminal/paint.js';
import { clientOf, type Client } from './client.js';

/** The options that every command with a server takes. */
export type ServerOptions = { programme?: string; server?: string; as?: string; json?: boolean };

/** What a command with a server works with. */
export type Context = {
  io: Io;
  client: Client;
  paint: Paint;
  /** Prints the answer as JSON, or the text made of it. */
  readonly show: <Answer>(answer: Answer, text: (answer: Answer) => string) => void;
  /** The address of the programme asked for, or of the only one. */
  programme(): Promise<string>;
};

const DEFAULT_URL = 'http://127.0.0.1:3000';
const DEFAULT_PERSONA = 'programme-manager';

export function contextOf(io: Io, options: ServerOptions, named?: string): Context {
  const client = clientOf(
    io,
    serverUrl(io, options.server),
    options.as ?? io.env['EVOLVE_AS'] ?? DEFAULT_PERSONA,
  );
  return {
    io,
    client,
    paint: paintFor(io.colour),
    show: (answer, text) =>
      io.out(options.json === true ? JSON.stringify(answer, null, 2) : text(answer)),
    programme: async () => {
      const id = named ?? options.programme ?? (await onlyProgramme(client)).id;
      return `/api/v1/programmes/${encodeURIComponent(id)}`;
    },
  };
}

/** The server named, else that of the environment, else the one `npm start` runs, else the usual. */
function serverUrl(io: Io, named: string | undefined): string {
  const url = named ?? io.env['EVOLVE_URL'] ?? startedHere(io) ?? DEFAULT_URL;
  if (URL.canParse(url) && /^https?:/.test(url)) return url.replace(/\/+$/, '');
  throw new Stop(2, `"${url}" is not the address of a server; write it like ${DEFAULT_URL}`);
}

function startedHere(io: Io): string | null {
  const text = io.readFile('.evolve/server.json');
  if (text === null) return null;
  try {
    const said: unknown = JSON.parse(text);
    const url: unknown =
      typeof said === 'object' && said !== null && 'url' in said ? said.url : null;
    return typeof url === 'string' ? url : null;
  } catch {
    return null; // half-written: the usual address is as good a guess
  }
}

async function onlyProgramme(client: Client): Promise<ProgrammeSummary> {
  const { programmes } = await client.get<ProgrammeList>('/api/v1/programmes');
  const [first, ...others] = programmes;
  if (first === undefined) throw new Stop(2, 'There is no programme that you may see.');
  if (others.length === 0) return first;
  const ids = programmes.map(({ id, title }) => `  --programme ${id}  (${title})`);
  throw new Stop(2, `There is more than one programme; say which:\n${ids.join('\n')}`);
}
