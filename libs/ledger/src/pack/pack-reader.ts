import { PackBroken } from './pack-fault.js';

/** An unpacked pack, wherever it is: the names of its files, with `/` between folders, and their bytes. */
export type PackReader = {
  readonly names: readonly string[];
  readonly open: (name: string) => AsyncIterable<Uint8Array>;
};

const LONGEST_LINE = 16_000_000;

/** The lines of a file in order, some at a time, without their newlines; one chunk is kept in memory. */
export async function* linesOf(pack: PackReader, file: string): AsyncGenerator<string[]> {
  if (!pack.names.includes(file)) {
    throw new PackBroken('FILE_MISSING', `${file} is not in the pack`, { file });
  }
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let rest = '';
  let line = 1;
  const decoded = (chunk?: Uint8Array): string => {
    try {
      return chunk ? decoder.decode(chunk, { stream: true }) : decoder.decode();
    } catch {
      throw new PackBroken('MALFORMED', `${file} is not UTF-8 after line ${line}`, { file, line });
    }
  };
  for await (const chunk of pack.open(file)) {
    const lines = (rest + decoded(chunk)).split('\n');
    rest = lines.pop() ?? '';
    if (lines.length > 0) yield lines;
    line += lines.length;
    if (rest.length > LONGEST_LINE) {
      throw new PackBroken('MALFORMED', `line ${line} of ${file} is too long`, { file, line });
    }
  }
  if (rest + decoded() !== '') {
    throw new PackBroken('MALFORMED', `${file} ends within line ${line}`, { file, line });
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
