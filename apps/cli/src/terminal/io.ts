/** Everything the command line touches outside itself, so that a test can be in its place. */
export type Io = {
  out(text: string): void;
  err(text: string): void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether people read the output on a terminal that shows colours. */
  readonly colour: boolean;
  /** The text of a file; null when there is none. */
  readFile(path: string): string | null;
  /** The bytes of a file; null when there is none, `too large` when it has more than `most`. */
  readBytes(path: string, most: number): Uint8Array<ArrayBuffer> | 'too large' | null;
  /** A folder of this machine with all that is below it; null when there is none. */
  readFolder(path: string): Folder | null;
  /** A file of this machine, to be read from any place in it; null when there is none. */
  openFile(path: string): Promise<RandomAccess | null>;
  /** Writes a file that was not there. Says why when it cannot: nothing is ever overwritten. */
  writeFile(path: string, bytes: Uint8Array): string | null;
  /** The same, part by part; what was written is removed again when the parts end too soon. */
  writeParts(path: string, parts: AsyncIterable<Uint8Array>): Promise<string | null>;
  fetch(url: string, init: RequestInit): Promise<Response>;
  now(): Date;
  /** On a terminal only: shows a line in place of the one shown before. */
  progress?(line: string): void;
  /** A new idempotency key. */
  newKey(): string;
};

/** A file by its parts. `read` gives fewer bytes than asked for at its end only. */
export type RandomAccess = {
  readonly size: number;
  read(index: number, length: number): Promise<Uint8Array>;
};

/** The files below a folder, by their paths within it, `/` between folders; `bytes` is all of them. */
export type Folder = {
  readonly names: readonly string[];
  readonly bytes: number;
  open(name: string): AsyncIterable<Uint8Array>;
};

/** 0 done, 1 refused or problems found, 2 wrong usage, 3 no server, 4 holds but signer unknown. */
export type ExitCode = 0 | 1 | 2 | 3 | 4;

/** Ends a command with a message for people instead of an output. */
export class Stop extends Error {
  override readonly name = 'Stop';

  constructor(
    readonly exitCode: ExitCode,
    message: string,
    /** What to print in its place when the output is JSON. */
    readonly json: unknown = { error: message },
  ) {
    super(message);
  }
}
