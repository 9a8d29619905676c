import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';

/**
 * The row of a COPY that was read last: its fields lie in `bytes`, each from its `start` to its `end`;
 * a field that is null has an end before its start. It is good until the next row.
 */
export type CopiedRow = {
  readonly bytes: Uint8Array;
  readonly start: Int32Array;
  readonly end: Int32Array;
};

const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
const HEADER = SIGNATURE.length + 8;

/**
 * Reads the rows of a SELECT by COPY in its binary format, which is how PostgreSQL gives many rows
 * fastest; text stands in it as UTF-8, whole numbers with the most significant byte first. Each chunk
 * is a function that goes through its rows, to be called before the next is asked for.
 */
export async function* copyOut(
  client: pg.ClientBase,
  select: string,
  fields: number,
): AsyncGenerator<(onRow: (row: CopiedRow) => void) => void> {
  const stream = client.query(copyTo(`COPY (${select}) TO STDOUT (FORMAT binary)`));
  const start = new Int32Array(fields);
  const end = new Int32Array(fields);
  let rest = new Uint8Array();
  let isBegun = false;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    let bytes: Uint8Array = joined(rest, chunk);
    if (!isBegun) {
      if (bytes.length < HEADER) {
        rest = bytes.slice();
        continue;
      }
      if (SIGNATURE.compare(bytes, 0, SIGNATURE.length) !== 0) {
        throw new Error('what the database copied out does not begin as it should');
      }
      bytes = bytes.subarray(HEADER);
      isBegun = true;
    }
    const row = { bytes, start, end };
    let at = 0;
    yield (onRow) => {
      for (let next = rowAt(row, at); next > at; next = rowAt(row, at)) {
        at = next;
        onRow(row);
      }
    };
    rest = bytes.slice(at);
  }
}

function joined(rest: Uint8Array, chunk: Buffer): Uint8Array {
  if (rest.length === 0) return new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length);
  const whole = new Uint8Array(rest.length + chunk.length);
  whole.set(rest);
  whole.set(chunk, rest.length);
  return whole;
}

/** Finds the fields of the row that begins here; gives where it ends, or where it began when it is not whole. */
function rowAt({ bytes, start, end }: CopiedRow, from: number): number {
  if (from + 2 > bytes.length) return from;
  // The trailer has a count of -1.
  if (((bytes[from] ?? 0) << 8) + (bytes[from + 1] ?? 0) !== start.length) return from;
  let at = from + 2;
  for (let field = 0; field < start.length; field += 1) {
    if (at + 4 > bytes.length) return from;
    const length = int32(bytes, at);
    at += 4;
    start[field] = at;
    end[field] = at + length; // -1 for null
    if (length > 0) at += length;
    if (at > bytes.length) return from;
  }
  return at;
}

const int32 = (bytes: Uint8Array, at: number): number =>
  ((bytes[at] ?? 0) << 24) |
  ((bytes[at + 1] ?? 0) << 16) |
  ((bytes[at + 2] ?? 0) << 8) |
  (bytes[at + 3] ?? 0);

/** The whole number that stands in a field of type bigint. */
export function copiedNumber({ bytes, start }: CopiedRow, field: number): number {
  const at = start[field] ?? 0;
  return int32(bytes, at) * 2 ** 32 + (int32(bytes, at + 4) >>> 0);
}

/** The text of a field; `like` when it is the same, so that none is made. Null of null. */
export function copiedText(
  { bytes, start, end }: CopiedRow,
  field: number,
  like: string | null = null,
): string | null {
  const from = start[field] ?? 0;
  const to = end[field] ?? -1;
  if (to < from) return null;
  if (like !== null && like.length === to - from) {
    let place = 0;
    while (place < like.length && bytes[from + place] === like.charCodeAt(place)) place += 1;
    if (place === like.length) return like;
  }
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('utf8');
}
