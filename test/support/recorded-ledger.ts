import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  compileDefinition,
  Definition,
  definitionHash,
  loadDefinition,
  loadScript,
  rehearse,
  type Script,
} from '#programme';

/** Where recorded ledgers are kept, a folder each. */
const goldenFolder = 'test/replay/golden';

/** A ledger as it was written once, with all that it was decided from. */
export type RecordedLedger = {
  name: string;
  /** Content hash of the definition: every entry names it. */
  hash: string;
  definition: Definition;
  script: Script;
  /** The canonical text of each entry, in order. */
  entries: string[];
};

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

/** The names of the recorded ledgers. */
export const recordedNames = (): string[] =>
  readdirSync(goldenFolder, { withFileTypes: true })
    .filter((each) => each.isDirectory())
    .map(({ name }) => name)
    .toSorted();

/** Reads one. The definition is kept as it was published, so that what files mean today plays no part. */
export function readRecorded(name: string): RecordedLedger {
  const file = (path: string) => readFileSync(join(goldenFolder, name, path), 'utf8');
  const document: object = JSON.parse(file('definition.json'));
  const entries = file('ledger.jsonl').trimEnd().split('\n');
  return {
    name,
    // Of the document as stored: a newer schema may add to what it reads.
    hash: definitionHash(document, sha256),
    definition: Definition.parse(document),
    script: scriptIn(file('script.yaml')),
    entries,
  };
}

/** Decides everything again with today's engine; gives the texts of the entries that this makes. */
export function redecide({ definition, hash, script }: Omit<RecordedLedger, 'entries'>): string[] {
  const { entries } = rehearse(compileDefinition(definition, hash), script, sha256);
  return entries.map((each) => each.canonical);
}

/** Records a ledger from a definition and a script. Throws when there is one of that name. */
export function record(name: string, definitionPath: string, scriptPath: string): string[] {
  const folder = join(goldenFolder, name);
  if (existsSync(join(folder, 'ledger.jsonl'))) {
    throw new Error(
      `${folder} is recorded already, and history does not change; choose a new name`,
    );
  }
  const loaded = loadDefinition(definitionPath, (path) =>
    existsSync(path) ? readFileSync(path, 'utf8') : null,
  );
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  const { definition } = loaded;
  const text = readFileSync(scriptPath, 'utf8');
  const hash = definitionHash(definition, sha256);
  const entries = redecide({ name, definition, hash, script: scriptIn(text) });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'definition.json'), `${JSON.stringify(definition)}\n`);
  writeFileSync(join(folder, 'script.yaml'), text);
  writeFileSync(join(folder, 'ledger.jsonl'), `${entries.join('\n')}\n`);
  return entries;
}

/** The first place where two ledgers part, for people; null when they are the same. */
export function firstDifference(recorded: readonly string[], decided: readonly string[]) {
  const longer = Math.max(recorded.length, decided.length);
  for (let index = 0; index < longer; index += 1) {
    const [was, is] = [recorded[index], decided[index]];
    if (was !== is) return { entry: index + 1, was: was ?? 'nothing', is: is ?? 'nothing' };
  }
  return null;
}

function scriptIn(text: string): Script {
  const loaded = loadScript('script.yaml', text);
  if (loaded.ok) return loaded.script;
  throw new Error(loaded.problems.map((each) => `${each.line}: ${each.message}`).join('\n'));
}
