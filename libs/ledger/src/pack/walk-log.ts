import type { Entry } from '../entry.js';
import type { Sha256 } from '../hash.js';
import { isPlainObject, quoted, type Json } from '../json.js';
import { checkPrivateFields } from '../private-text.js';
import type { ChainPart, ChainShown } from './chain-part.js';
import { hiddenTree, type HiddenTree } from './hidden-tree.js';
import type { LogMarks } from './log-marks.js';
import { PackBroken, type ChainName } from './pack-fault.js';
import { linesOf, type PackReader } from './pack-reader.js';

/** Where an entry stands. */
export type Place = { readonly chain: ChainName; readonly sequence: number };

/** What the log showed: its chains, what its entries name (and which first), what is gone. */
export type LogShown = {
  readonly chains: readonly ChainShown[];
  readonly definitions: ReadonlyMap<string, Place>;
  readonly evidence: ReadonlyMap<string, Place>;
  readonly erased: { readonly count: number; readonly first: readonly Erasure[] };
};

/** A commitment whose text is not in the pack. */
export type Erasure = Place & { readonly pointer: string };

const FILE = 'log.txt';
const ENTRY = /^entry (0|[1-9]\d{0,8}) ([1-9]\d{0,15}) ([0-9a-f]{64}) /;
const PRIVATE = 'private ';
const FIRST_ERASED = 100;

/** Go through log.txt once: chains, private text, and the root at each mark. */
export async function walkLog(
  sha256: Sha256,
  pack: PackReader,
  { parts, marks, size }: { parts: readonly ChainPart[]; marks: LogMarks; size: number },
): Promise<LogShown> {
  const hidden = hiddenTree(sha256, FILE, size);
  const { tree } = hidden;
  const definitions = new Map<string, Place>();
  const evidence = new Map<string, Place>();
  const erased: Erasure[] = [];
  let erasures = 0;
  let open: OpenEntry | null = null;

  const close = (): void => {
    if (!open) return;
    const { entry, place, fields, mayHide } = open;
    open = null;
    if (!mayHide && fields.size === 0) return;
    const private_ = checkPrivateFields(sha256, entry, fields);
    if (!private_.ok) throw new PackBroken('PRIVATE_DIFFERS', private_.problems.join('; '), place);
    erasures += private_.erased.length;
    for (const pointer of private_.erased) {
      if (erased.length < FIRST_ERASED) erased.push({ ...place, pointer });
    }
  };

  const compare = (): void => {
    if (!hidden.spoilt()) marks.at(tree.size(), tree.root);
  };

  const take = (text: string): void => {
    if (text.startsWith(PRIVATE) && open) {
      addPrivate(hidden, open, text.slice(PRIVATE.length));
      return;
    }
    close();
    if (hidden.other(text)) {
      compare();
      return;
    }
    open = entryIn(hidden, parts, text);
    const { entry, place, hash } = open;
    hidden.leaf(hash);
    marks.entry(place.chain, place.sequence);
    note(definitions, entry.definition, place);
    for (const { sha256: file } of entry.evidence) note(evidence, file, place);
    compare();
  };

  compare();
  for await (const lines of linesOf(pack, FILE)) {
    for (const text of lines) {
      hidden.nextLine();
      take(text);
    }
  }
  close();
  // What is missing is told by its chain, with its sequence, before it is told by the leaves.
  const chains = parts.map((part) => part.end());
  const spoilt = hidden.spoilt();
  if (spoilt) throw spoilt;
  if (tree.size() !== size) {
    const problem = `${FILE} has ${tree.size()} leaves, the checkpoint says ${size}`;
    throw new PackBroken('MALFORMED', problem, { file: FILE, line: hidden.line() });
  }
  return { chains, definitions, evidence, erased: { count: erasures, first: erased } };
}

type OpenEntry = {
  readonly entry: Entry;
  readonly place: Place;
  readonly hash: string;
  readonly fields: Map<string, { value: Json; salt: string }>;
  /** Whether there can be a commitment in it at all. */
  readonly mayHide: boolean;
};

function entryIn(hidden: HiddenTree, parts: readonly ChainPart[], text: string): OpenEntry {
  const [prefix, number, digits, hash] = ENTRY.exec(text) ?? [];
  if (prefix === undefined || hash === undefined) {
    throw hidden.malformed('is neither "other", "entry" nor the "private" of an entry');
  }
  const part = parts[Number(number)];
  if (!part) throw hidden.malformed(`is of chain ${number}, which the manifest does not name`);
  const sequence = Number(digits);
  try {
    const entry = part.add({ sequence, hash, canonical: text.slice(prefix.length) });
    const place = { chain: part.name, sequence };
    return { entry, place, hash, fields: new Map(), mayHide: text.includes('"$commitment"') };
  } catch (error) {
    if (!(error instanceof PackBroken)) throw error;
    const { code, problem, ...where } = error.fault;
    throw new PackBroken(code, problem, { ...where, file: FILE, line: hidden.line() });
  }
}

function addPrivate(hidden: HiddenTree, { fields }: OpenEntry, json: string): void {
  const row = parsed(json);
  const pointer = row?.['pointer'];
  const salt = row?.['salt'];
  const complete = row && Object.keys(row).length === 3 && 'value' in row;
  if (!complete || typeof pointer !== 'string' || typeof salt !== 'string') {
    throw hidden.malformed('is not a row of "pointer", "value" and "salt"');
  }
  if (fields.has(pointer)) throw hidden.malformed(`has ${quoted(pointer)} a second time`);
  fields.set(pointer, { value: row['value'] as Json, salt }); // it comes out of JSON.parse
}

function parsed(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isPlainObject(value) ? value : null;
  } catch {
    return null;
  }
}

function note(places: Map<string, Place>, hash: string | null, place: Place): void {
  if (hash !== null && !places.has(hash)) places.set(hash, place);
}
