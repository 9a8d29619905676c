import { isInstant } from '../check-entry.js';
import { isPlainObject, quoted } from '../json.js';
import { PackBroken, type ChainName } from './pack-fault.js';

/** A chain and how much of it the pack claims to hold; `from` and `until` are instants. */
export type PackChain = ChainName &
  (
    | { readonly part: 'whole' | 'sample' }
    | { readonly part: 'range'; readonly from: string; readonly until: string }
  );

/** manifest.json: what is to be shown. Nothing in it is believed. */
export type PackManifest = {
  readonly format: 'evolve-evidence-pack';
  readonly v: 1;
  readonly made: string;
  readonly chains: readonly PackChain[];
};

const FILE = 'manifest.json';

/** The manifest from its text. Throws a PackBroken that quotes the first value that is wrong. */
export function readManifest(text: string): PackManifest {
  const value = parsed(text);
  if (!isPlainObject(value) || value['format'] !== 'evolve-evidence-pack') {
    throw malformed('it is not the manifest of an evidence pack');
  }
  const { v, made, chains } = value;
  if (v !== 1) throw malformed(`it has version ${quoted(v)}; this verifier knows 1`);
  if (!isInstant(made)) throw malformed(`"made" is ${quoted(made)}, not an instant`);
  if (!Array.isArray(chains)) throw malformed(`"chains" is ${quoted(chains)}, not a list`);
  const seen = new Set<string>();
  const list: readonly unknown[] = chains;
  for (const [place, chain] of list.entries()) {
    const fault = isPlainObject(chain) ? faultOf(chain) : 'is not an object';
    if (fault) throw malformed(`chain ${place} ${fault}`);
    const { organisation, programme, stream } = chain as PackChain; // it has just been looked at
    const name = JSON.stringify([organisation, programme, stream]);
    if (seen.has(name)) throw malformed(`chain ${place}, ${name}, stands twice`);
    seen.add(name);
  }
  return value as PackManifest; // every field has just been looked at
}

function faultOf(chain: Readonly<Record<string, unknown>>): string | null {
  const { organisation, programme, stream, part, from, until } = chain;
  if (typeof organisation !== 'string' || organisation === '') {
    return `has the organisation ${quoted(organisation)}`;
  }
  if ((typeof programme !== 'string' || programme === '') && programme !== null) {
    return `has the programme ${quoted(programme)}`;
  }
  if (stream !== 'history' && stream !== 'refusals') return `has the stream ${quoted(stream)}`;
  if (part === 'whole' || part === 'sample') return null;
  if (part !== 'range') return `has the part ${quoted(part)}`;
  const dated = isInstant(from) && isInstant(until) && String(from) < String(until);
  return dated ? null : `ranges from ${quoted(from)} until ${quoted(until)}`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw malformed('it is not JSON');
  }
}

const malformed = (why: string): PackBroken =>
  new PackBroken('MALFORMED', `${FILE} cannot be read: ${why}`, { file: FILE });
