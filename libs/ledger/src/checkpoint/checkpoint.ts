import { isInstant } from '../check-entry.js';
import { fromHex, hex, isHash } from '../hash.js';
import { quoted } from '../json.js';
import { base64, fromBase64 } from './base64.js';
import { isKeyName } from './log-key.js';

/**
 * What the log says of itself at one moment, to be signed: which log it is, how many leaves it has,
 * the root over them, the root over the heads of their chains, and when. Roots are hashes in hex.
 */
export type Checkpoint = {
  /** The name of the log, which is the name of its keys too: like an address, without spaces or plus. */
  readonly origin: string;
  readonly size: number;
  readonly root: string;
  readonly heads: { readonly count: number; readonly root: string };
  /** YYYY-MM-DDTHH:mm:ss.sssZ, by the clock of who signs. */
  readonly time: string;
};

/**
 * The text that is signed (C2SP tlog-checkpoint, with two lines of our own).
 * Throws a TypeError on a checkpoint that cannot be.
 */
export function checkpointText(checkpoint: Checkpoint): string {
  const fault = faultOf(checkpoint);
  if (fault) throw new TypeError(`The checkpoint cannot be: ${fault}.`);
  const { origin, size, root, heads, time } = checkpoint;
  return [
    origin,
    String(size),
    base64(fromHex(root)),
    `heads ${heads.count} ${base64(fromHex(heads.root))}`,
    `time ${time}`,
    '',
  ].join('\n');
}

/** The checkpoint from the text of a note. Lines after the fifth are left to later releases. */
export function readCheckpoint(
  text: string,
): { ok: true; checkpoint: Checkpoint } | { ok: false; problem: string } {
  const no = (why: string) => ({
    ok: false as const,
    problem: `The checkpoint is refused: ${why}.`,
  });
  const lines = text.split('\n');
  if (lines.pop() !== '') return no('its last line does not end in a newline');
  const empty = lines.indexOf('');
  if (empty >= 0) return no(`line ${empty + 1} is empty`);
  const [origin = '', second = '', third = '', fourth = '', fifth = ''] = lines;
  const [, count = '', headsRoot = ''] = /^heads (\S+) (\S+)$/.exec(fourth) ?? [];
  const checkpoint: Checkpoint = {
    origin,
    size: countOf(second),
    root: rootOf(third),
    heads: { count: countOf(count), root: rootOf(headsRoot) },
    time: /^time (\S+)$/.exec(fifth)?.[1] ?? '',
  };
  const fault = faultOf(checkpoint, lines);
  return fault ? no(fault) : { ok: true, checkpoint };
}

const countOf = (text: string): number => (/^(0|[1-9]\d*)$/.test(text) ? Number(text) : Number.NaN);

function rootOf(text: string): string {
  const bytes = fromBase64(text);
  return bytes ? hex(bytes) : '';
}

const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

/** What is wrong with it, with the line it was read from where there is one. */
function faultOf(checkpoint: Checkpoint, lines?: readonly string[]): string | null {
  const { origin, size, root, heads, time } = checkpoint;
  const line = (number: number, given: unknown): string =>
    lines ? `line ${number}, ${quoted(lines[number - 1] ?? '')},` : quoted(given);
  if (!isKeyName(origin)) {
    return `${line(1, origin)} is not the name of a log: no spaces, no plus, not empty`;
  }
  if (!isCount(size)) return `${line(2, size)} is not a number of leaves`;
  if (!isHash(root)) return `${line(3, root)} is not the root of a tree`;
  if (!isCount(heads.count) || !isHash(heads.root)) {
    return `${line(4, heads.root)} is not "heads", their number and the root over them`;
  }
  if (heads.count > size || (heads.count === 0) !== (size === 0)) {
    return `${heads.count} chains cannot have ${size} leaves between them`;
  }
  if (!isInstant(time)) return `${line(5, time)} is not "time" and an instant in UTC`;
  return null;
}
