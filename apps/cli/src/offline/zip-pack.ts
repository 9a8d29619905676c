import {
  configure,
  Reader,
  ZipReader,
  type Entry as ZipEntry,
  type FileEntry,
} from '@zip.js/zip.js';
import { PackBroken, type PackReader } from '#ledger';
import type { RandomAccess } from '../terminal/io.js';

/** A pack, and how many bytes its files come to, as the zip says. */
export type ZipPack = PackReader & { readonly bytes: number };

/** So much at once: in small parts, what comes between them takes longer than they do. */
configure({ useWebWorkers: false, chunkSize: 512 * 1024 });

/** More than any pack has; each costs memory before it is looked at. */
const MOST_FILES = 100_000;
/** Text that is nothing but repetition may be packed so; what is packed closer is made to do harm. */
const MOST_RATIO = 400;
const SMALL = 10_000_000;

/**
 * A pack in a zip, read where it lies: what is opened is unpacked part by part. A zip is taken from
 * whoever gave it: names that lead elsewhere or stand twice, what two programs would read differently,
 * encryption, links and bombs are refused with a PackBroken (MALFORMED), before any of it is unpacked.
 */
export async function zipPack(file: RandomAccess): Promise<ZipPack> {
  const entries = new Map<string, FileEntry>();
  const folded = new Set<string>();
  let bytes = 0;
  let count = 0;
  try {
    const zip = new ZipReader(new FileParts(file), { strictness: 'strict' });
    for await (const entry of zip.getEntriesGenerator()) {
      count += 1;
      if (count > MOST_FILES) throw refused(`has more than ${MOST_FILES} files`);
      if (entry.directory) continue;
      checkEntry(entry);
      const name = entry.filename;
      const plain = name.normalize('NFC').toLowerCase();
      if (folded.has(plain)) throw refused(`has ${quoted(name)} twice`);
      folded.add(plain);
      bytes += entry.uncompressedSize;
      entries.set(name, entry);
    }
  } catch (error) {
    throw asRefusal(error);
  }
  return {
    names: [...entries.keys()],
    bytes,
    open: (name) => unpacked(entries.get(name), name),
  };
}

class FileParts extends Reader<RandomAccess> {
  readonly #file: RandomAccess;

  constructor(file: RandomAccess) {
    super(file);
    this.#file = file;
    this.size = file.size;
  }

  override readUint8Array(index: number, length: number): Promise<Uint8Array> {
    return this.#file.read(index, Math.min(length, this.size - index));
  }
}

const LINK = 0o12;

function checkEntry(entry: ZipEntry): void {
  const { filename: name, compressedSize, uncompressedSize } = entry;
  const parts = name.split('/');
  if (name === '' || parts.includes('..') || parts.includes('.') || parts.includes('')) {
    throw refused(`names a file ${quoted(name)}, which leads elsewhere`);
  }
  if (/[\\:\p{Cc}]/u.test(name)) throw refused(`names a file ${quoted(name)}`);
  if (entry.encrypted) throw refused(`has ${quoted(name)} encrypted`);
  if (((entry.externalFileAttributes >>> 28) & 0o17) === LINK) {
    throw refused(`has a link in place of ${quoted(name)}`);
  }
  if (uncompressedSize > SMALL && uncompressedSize > MOST_RATIO * compressedSize) {
    throw refused(
      `says that ${compressedSize} bytes of ${quoted(name)} unpack to ${uncompressedSize}: that is a bomb`,
    );
  }
}

/** The bytes of a file, never more than the zip says there are; its checksum is compared at the end. */
async function* unpacked(entry: FileEntry | undefined, name: string): AsyncGenerator<Uint8Array> {
  if (entry === undefined) throw new Error(`the pack has no file ${quoted(name)}`);
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>(
    undefined,
    { highWaterMark: 1 },
    { highWaterMark: 1 },
  );
  const stop = new AbortController();
  let failure: unknown;
  const done = entry
    .getData(writable, { checkSignature: true, strictness: 'strict', signal: stop.signal })
    .catch((error: unknown) => {
      failure = error;
      return writable.abort(error).catch(() => undefined);
    });
  let read = 0;
  try {
    for await (const chunk of readable) {
      read += chunk.length;
      if (read > entry.uncompressedSize) {
        throw refused(
          `has more of ${quoted(name)} than the ${entry.uncompressedSize} bytes it says`,
        );
      }
      yield chunk;
    }
    await done;
    if (failure !== undefined) throw failure;
  } catch (error) {
    throw asRefusal(failure ?? error, name);
  } finally {
    stop.abort();
  }
}

const quoted = (text: string): string => JSON.stringify(text.slice(0, 100));

const refused = (why: string): PackBroken =>
  new PackBroken('MALFORMED', `the zip ${why}`, { file: null });

/** What zip.js throws says what is wrong with the zip. */
function asRefusal(error: unknown, name?: string): unknown {
  if (error instanceof PackBroken) return error;
  if (!(error instanceof Error)) return error;
  if ('code' in error && typeof error.code === 'string' && /^E[A-Z]+$/.test(error.code))
    return error;
  const what = name === undefined ? 'the zip cannot be read' : `${quoted(name)} cannot be unpacked`;
  const which = 'filename' in error ? ` ${quoted(String(error.filename))}` : '';
  return new PackBroken('MALFORMED', `${what}: ${error.message}${which}`, { file: name ?? null });
}
