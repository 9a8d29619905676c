import type { AvailableList } from '#contract';
import { Stop } from '../terminal/io.js';
import type { Context } from './context.js';
import { localFile, sizeLimit, upload, type LocalFile } from './evidence-upload.js';

type Body = { item: string; event: string; payload: unknown };
type Named = { field: string | null; file: LocalFile };

/**
 * Uploads files, and names them in an event's field of type evidence, after what it holds already.
 * `asked`: paths, or `FIELD=PATH` where an event has several such fields.
 */
export async function withEvidence<Whole extends Body>(
  context: Context,
  programme: string,
  body: Whole,
  asked: readonly string[],
): Promise<Whole> {
  // All are read before any is sent: a slip in the last leaves nothing behind.
  const limit = await sizeLimit(context, programme);
  const named = asked.map((each) => namedFile(context, each, limit));
  const payload = { ...objectIn(body.payload) };
  const field = named.some((each) => each.field === null)
    ? await evidenceField(context, programme, body, asked[0] ?? '')
    : '';
  for (const { field: said, file } of named) {
    const name = said ?? field;
    const { title, source, sha256 } = await upload(context, programme, file);
    payload[name] = [...listIn(payload, name), { title, source, sha256 }];
  }
  return { ...body, payload };
}

function namedFile({ io }: Context, asked: string, limit: number): Named {
  const [, field, path] = /^([A-Za-z]\w*)=(.+)$/.exec(asked) ?? [];
  const isPath = field === undefined || path === undefined || io.readBytes(asked, 0) !== null;
  return isPath
    ? { field: null, file: localFile(io, asked, limit) }
    : { field, file: localFile(io, path, limit) };
}

/** The field of the event that takes evidence. */
async function evidenceField(
  { client }: Context,
  programme: string,
  { item, event }: Body,
  file: string,
): Promise<string> {
  const address = `${programme}/available?item=${encodeURIComponent(item)}`;
  const { events } = await client.get<AvailableList>(address);
  const found = events.find((each) => each.event === event);
  // The item may have moved on since this event was accepted under its key: the server knows.
  if (found === undefined) return 'evidence';
  const fields = Object.keys(found.payload);
  const [first, ...others] = fields.filter((name) => found.payload[name]?.type === 'evidence');
  if (first === undefined) {
    const takes = fields.length === 0 ? 'nothing' : fields.join(', ');
    throw new Stop(2, `${event} of ${item} takes no evidence; it takes ${takes}.`);
  }
  if (others.length === 0) return first;
  const all = [first, ...others].join(' and ');
  throw new Stop(
    2,
    `${event} of ${item} takes evidence in ${all}; say in which: --evidence ${first}=${file}`,
  );
}

function objectIn(payload: unknown): Record<string, unknown> {
  if (typeof payload === 'object' && payload !== null && !Array.isArray(payload)) {
    return Object.fromEntries(Object.entries(payload));
  }
  throw new Stop(
    2,
    `--data must be an object such as {"reason":"…"}, not ${JSON.stringify(payload)}`,
  );
}

function listIn(payload: Readonly<Record<string, unknown>>, name: string): readonly unknown[] {
  const value = payload[name] ?? [];
  if (Array.isArray(value)) return value;
  throw new Stop(2, `"${name}" in --data must be a list, so that files can be added to it.`);
}
