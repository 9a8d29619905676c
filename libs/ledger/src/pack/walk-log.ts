import type { Entry } from '../entry.js';
import { textOfLeaf, type Sha256 } from '../hash.js';
import { isPlainObject, quoted, type Json } from '../json.js';
import { checkPrivateFields } from '../private-text.js';
import { scanEntry, type EntryFacts } from '../scan-entry.js';
import type { LeafRow } from '../verify-chain.js';
import type { ChainPart, ChainShown } from './chain-part.js';
import { hiddenTree, type HiddenTree } from './hidden-tree.js';
import { entryLine } from './entry-line.js';
import type { LogMarks } from './log-marks.js';
import { PackBroken, type ChainName } from './pack-fault.js';
import { blocksOf, textIn, type PackReader } from './pack-reader.js';

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
const NEWLINE = 0x0a;
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
  let last: EntryFacts | null = null;

  const close = (): void => {
    if (!open) return;
    const { entry, leaf, place, fields } = open;
    open = null;
    if (!entry.hides && fields === null) return;
    // Its chain has just found it to be an entry.
    const private_ = checkPrivateFields(
      sha256,
      JSON.parse(textOfLeaf(leaf) ?? '') as Entry,
      fields ?? new Map(),
    );
    if (!private_.ok) throw new PackBroken('PRIVATE_DIFFERS', private_.problems.join('; '), place);
    erasures += private_.erased.length;
    for (const pointer of private_.erased) {
      if (erased.length < FIRST_ERASED) erased.push({ ...place, pointer });
    }
  };

  const compare = (): void => {
    if (!hidden.spoilt()) marks.at(tree.size(), tree.root);
  };

  const takeEntry = (row: LeafRow & { readonly chain: number }): void => {
    close();
    open = entryIn(hidden, parts, row);
    const { entry, place } = open;
    last = entry;
    hidden.leaf(row.hash);
    marks.entry(place.chain, place.sequence);
    note(definitions, entry.definition, place);
    for (const { sha256: file } of entry.evidence) note(evidence, file, place);
    compare();
  };

  const takeOther = (text: string): void => {
    if (text.startsWith(PRIVATE) && open) {
      addPrivate(hidden, open, text.slice(PRIVATE.length));
      return;
    }
    close();
    if (!hidden.other(text)) {
      throw hidden.malformed('is neither "other", "entry" nor the "private" of an entry');
    }
    compare();
  };

  compare();
  for await (const block of blocksOf(pack, FILE, hidden.line)) {
    for (let start = 0, end = 0; start < block.length; start = end + 1) {
      hidden.nextLine();
      const line = entryLine(block, start);
      if (line === null) {
        end = block.indexOf(NEWLINE, start);
        takeOther(textIn(block.subarray(start, end), FILE, hidden.line()));
        continue;
      }
      const scanned = scanEntry(block, line.text, last);
      const facts = scanned && block[scanned.end] === NEWLINE ? scanned : null;
      end = facts?.end ?? block.indexOf(NEWLINE, line.text - 1);
      takeEntry({ ...line, leaf: leafIn(block, line.text, end), facts });
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

/** The leaf of the text that stands here: the space before it becomes its 0x00, so nothing is copied. */
function leafIn(block: Uint8Array, text: number, end: number): Uint8Array {
  block[text - 1] = 0;
  return block.subarray(text - 1, end);
}

type OpenEntry = {
  readonly entry: EntryFacts;
  readonly leaf: Uint8Array;
  readonly place: Place;
  fields: Map<string, { value: Json; salt: string }> | null;
};

function entryIn(
  hidden: HiddenTree,
  parts: readonly ChainPart[],
  row: LeafRow & { readonly chain: number },
): OpenEntry {
  const { chain, sequence, leaf } = row;
  const part = parts[chain];
  if (!part) throw hidden.malformed(`is of chain ${chain}, which the manifest does not name`);
  try {
    const entry = part.add(row);
    return { entry, leaf, place: { chain: part.name, sequence }, fields: null };
  } catch (error) {
    if (!(error instanceof PackBroken)) throw error;
    const { code, problem, ...where } = error.fault;
    throw new PackBroken(code, problem, { ...where, file: FILE, line: hidden.line() });
  }
}

function addPrivate(hidden: HiddenTree, open: OpenEntry, json: string): void {
  const row = parsed(json);
  const pointer = row?.['pointer'];
  const salt = row?.['salt'];
  const complete = row && Object.keys(row).length === 3 && 'value' in row;
  if (!complete || typeof pointer !== 'string' || typeof salt !== 'string') {
    throw hidden.malformed('is not a row of "pointer", "value" and "salt"');
  }
  open.fields ??= new Map();
  if (open.fields.has(pointer)) throw hidden.malformed(`has ${quoted(pointer)} a second time`);
  open.fields.set(pointer, { value: row['value'] as Json, salt }); // it comes out of JSON.parse
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
