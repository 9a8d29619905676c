import { PassThrough, Readable, Writable } from 'node:stream';
import { configure, TextReader, ZipWriter } from '@zip.js/zip.js';

/** A file of a zip: its name, with `/` between folders, and what is in it, a part at a time. */
export type ZipFile = {
  name: string;
  content: AsyncIterable<string | Uint8Array> | string;
};

configure({ useWebWorkers: false });

/**
 * The files as a zip, made while it is read: no file is held in memory. What goes wrong half-way
 * destroys the stream, so that whoever takes it sees that it is cut off.
 */
export function zipOf(files: AsyncIterable<ZipFile>, at: Date): Readable {
  const out = new PassThrough({ highWaterMark: 256 * 1024 });
  const write = async () => {
    // Both are the web's streams; Node and the DOM each declare them.
    const zip = new ZipWriter(Writable.toWeb(out) as WritableStream, {
      lastModDate: at,
      level: 6,
      extendedTimestamp: false,
    });
    for await (const { name, content } of files) {
      const reader =
        typeof content === 'string' ? new TextReader(content) : { readable: streamOf(content) };
      await zip.add(name, reader);
    }
    await zip.close();
  };
  write().catch((error: unknown) => {
    out.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  return out;
}

function streamOf(parts: AsyncIterable<string | Uint8Array>): ReadableStream<Uint8Array> {
  const bytes = async function* () {
    for await (const part of batched(parts)) yield part;
  };
  return Readable.toWeb(Readable.from(bytes(), { objectMode: true })) as ReadableStream<Uint8Array>;
}

const ENOUGH = 64 * 1024;

/** Short lines by the thousand cost more on their way than in the zip: they go in larger parts. */
async function* batched(parts: AsyncIterable<string | Uint8Array>): AsyncGenerator<Uint8Array> {
  let text = '';
  for await (const part of parts) {
    if (typeof part === 'string') {
      text += part;
      if (text.length < ENOUGH) continue;
    }
    if (text !== '') yield Buffer.from(text);
    text = '';
    if (typeof part !== 'string') yield part;
  }
  if (text !== '') yield Buffer.from(text);
}
