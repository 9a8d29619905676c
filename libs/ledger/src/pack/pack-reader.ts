import { PackBroken } from './pack-fault.js';

/** An unpacked pack, wherever it is: the names of its files, with `/` between folders, and their bytes. */
export type PackReader = {
  readonly names: readonly string[];
  readonly open: (name: string) => AsyncIterable<Uint8Array>;
};

const LONGEST_LINE = 16_000_000;

const NEWLINE = 0x0a;

/**
 * The bytes of a file in blocks of whole lines, each with its newline; one is kept in memory. What is
 * wrong after `linesBefore` lines is told with its place.
 */
export async function* blocksOf(
  pack: PackReader,
  file: string,
  linesBefore: () => number,
): AsyncGenerator<Uint8Array> {
  if (!pack.names.includes(file)) {
    throw new PackBroken('FILE_MISSING', `${file} is not in the pack`, { file });
  }
  const rest = new Parts();
  const unended = (why: string): PackBroken => {
    const line = linesBefore() + 1;
    textIn(rest.with(new Uint8Array()), file, line); // what is not text is told as such
    return new PackBroken('MALFORMED', `line ${line} of ${file} ${why}`, { file, line });
  };
  for await (const chunk of pack.open(file)) {
    const end = chunk.lastIndexOf(NEWLINE) + 1;
    if (end > 0) yield rest.with(chunk.subarray(0, end));
    rest.add(chunk.slice(end));
    if (rest.length > LONGEST_LINE) throw unended('is too long');
  }
  if (rest.length > 0) throw unended('has no end');
}

/** The beginning of a line that goes on in the next chunk, in as many parts as it came. */
class Parts {
  #parts: Uint8Array[] = [];
  length = 0;

  add(part: Uint8Array): void {
    this.#parts.push(part);
    this.length += part.length;
  }

  /** All of it and what follows as one, which nobody else holds; it begins anew. */
  with(last: Uint8Array): Uint8Array {
    const whole = new Uint8Array(this.length + last.length);
    let at = 0;
    for (const part of [...this.#parts, last]) {
      whole.set(part, at);
      at += part.length;
    }
    this.#parts = [];
    this.length = 0;
    return whole;
  }
}

/** The lines of a file in order, some at a time, without their newlines. */
export async function* linesOf(pack: PackReader, file: string): AsyncGenerator<string[]> {
  let count = 0;
  for await (const block of blocksOf(pack, file, () => count)) {
    const lines = textIn(block, file, count + 1).split('\n');
    lines.pop();
    count += lines.length;
    yield lines;
  }
}

/** The text of bytes that stand in this line of the file. */
export function textIn(bytes: Uint8Array, file: string, line: number): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    const problem = `${file} is not UTF-8 in line ${line} or after it`;
    throw new PackBroken('MALFORMED', problem, { file, line });
  }
}

/** A small file as one text, ending in a newline. */
export async function textOf(pack: PackReader, file: string): Promise<string> {
  let text = '';
  for await (const lines of linesOf(pack, file)) {
    text += `${lines.join('\n')}\n`;
    if (text.length > LONGEST_LINE) {
      throw new PackBroken('MALFORMED', `${file} is too long to be what it should`, { file });
    }
  }
  return text;
}
