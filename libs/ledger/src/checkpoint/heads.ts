import { hashCanonical, isHash, ZERO_HASH, type Sha256 } from '../hash.js';
import { canonicalJson, isPlainObject, quoted } from '../json.js';
import { treeBuilder } from '../merkle/tree-builder.js';

/**
 * How far the log holds one programme (null: the organisation's own chain): last sequence and hash of
 * `history`, and number and last hash of `refusals`; 0 and zeros for a stream without entries.
 */
export type ChainHeads = {
  readonly organisation: string;
  readonly programme: string | null;
  readonly sequence: number;
  readonly head: string;
  readonly refusals: number;
  readonly refusalsHead: string;
};

const KEYS = ['head', 'organisation', 'programme', 'refusals', 'refusalsHead', 'sequence'];

/** The leaf of these heads: SHA-256(0x00 ‖ JCS(heads)). Throws a TypeError on heads that cannot be. */
export function headsLeaf(sha256: Sha256, heads: ChainHeads): string {
  const fault = faultOfHeads(heads);
  if (fault) throw new TypeError(`These heads cannot be: ${fault}.`);
  return hashCanonical(sha256, canonicalJson(heads));
}

/**
 * The second root of a checkpoint, over the heads of all chains in the log. They come in order: by
 * organisation, then by programme, as UTF-8 bytes, null first. Throws a RangeError on another order.
 */
export function headsRoot(
  sha256: Sha256,
  heads: Iterable<ChainHeads>,
): { count: number; root: string } {
  const tree = treeBuilder(sha256);
  let last: ChainHeads | null = null;
  for (const next of heads) {
    if (last && compareHeads(last, next) >= 0) {
      throw new RangeError(`The heads of ${nameOf(next)} come after those of ${nameOf(last)}.`);
    }
    tree.append(headsLeaf(sha256, next));
    last = next;
  }
  return { count: tree.size(), root: tree.root() };
}

/** The order of heads: negative where `one` stands before `other`. */
export function compareHeads(one: ChainHeads, other: ChainHeads): number {
  const organisations = compareBytes(one.organisation, other.organisation);
  if (organisations !== 0) return organisations;
  if (one.programme === null) return other.programme === null ? 0 : -1;
  return other.programme === null ? 1 : compareBytes(one.programme, other.programme);
}

/** What is wrong with a value that should be heads; null when it is. */
export function faultOfHeads(value: unknown): string | null {
  if (!isPlainObject(value)) return `${quoted(value)} is not an object`;
  const given = Object.keys(value).sort();
  if (given.join() !== KEYS.join())
    return `its keys are ${given.join(', ')}, not ${KEYS.join(', ')}`;
  for (const name of ['organisation', 'programme']) {
    const text = value[name];
    if ((typeof text !== 'string' || text === '') && !(name === 'programme' && text === null)) {
      return `its ${name} is ${quoted(text)}, not a name`;
    }
  }
  for (const [count, hash] of [
    ['sequence', 'head'],
    ['refusals', 'refusalsHead'],
  ] as const) {
    const [number, text] = [value[count], value[hash]];
    if (!Number.isSafeInteger(number) || Number(number) < 0) {
      return `its ${count} is ${quoted(number)}, not a whole number from 0`;
    }
    if (!isHash(text) || (number === 0) !== (text === ZERO_HASH)) {
      return `its ${hash} is ${quoted(text)}, which is no hash for ${count} ${String(number)}`;
    }
  }
  return value['sequence'] === 0 && value['refusals'] === 0 ? 'it has no entry at all' : null;
}

const nameOf = ({ organisation, programme }: ChainHeads): string =>
  `${quoted(organisation)}, ${programme === null ? 'no programme' : quoted(programme)},`;

/** UTF-16 would put what lies beyond U+FFFF before U+E000; bytes and PostgreSQL's "C" put it last. */
function compareBytes(one: string, other: string): number {
  const length = Math.min(one.length, other.length);
  for (let place = 0; place < length; place += 1) {
    const difference = rank(one.charCodeAt(place)) - rank(other.charCodeAt(place));
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}

function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
