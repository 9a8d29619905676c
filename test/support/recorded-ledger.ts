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
import { sha256 } from './move-programme.js';
import { livedOnAnother } from './recorded-migration.js';

/** Where recorded ledgers are kept, a folder each. */
const goldenFolder = 'test/replay/golden';

/** A definition, and what was told while a programme ran on it. */
export type RecordedPart = {
  /** Content hash of the definition: every entry names it. */
  hash: string;
  definition: Definition;
  script: Script;
};

/** A ledger as it was written once, with all that it was decided from. */
export type RecordedLedger = RecordedPart & {
  name: string;
  /** The version that the programme was migrated to, and what was told then; null where it was not. */
  next: RecordedPart | null;
  /** The canonical text of each entry, in order. */
  entries: string[];
};

/** The names of the recorded ledgers. */
export const recordedNames = (): string[] =>
  readdirSync(goldenFolder, { withFileTypes: true })
    .filter((each) => each.isDirectory())
    .map(({ name }) => name)
    .toSorted();

/** Reads one. Definitions are kept as they were published, so that what files mean today plays no part. */
export function readRecorded(name: string): RecordedLedger {
  const folder = join(goldenFolder, name);
  const entries = readFileSync(join(folder, 'ledger.jsonl'), 'utf8').trimEnd().split('\n');
  const next = existsSync(join(folder, 'next')) ? readPart(join(folder, 'next')) : null;
  return { name, ...readPart(folder), next, entries };
}

function readPart(folder: string): RecordedPart {
  const document: object = JSON.parse(readFileSync(join(folder, 'definition.json'), 'utf8'));
  return {
    // Of the document as stored: a newer schema may add to what it reads.
    hash: definitionHash(document, sha256),
    definition: Definition.parse(document),
    script: scriptIn(readFileSync(join(folder, 'script.yaml'), 'utf8')),
  };
}

/** Decides everything again with today's engine; gives the texts of the entries that this makes. */
export function redecide({ definition, hash, script, next }: Decided): string[] {
  const compiled = compileDefinition(definition, hash);
  const first = rehearse(compiled, script, sha256);
  const surprises = [...first.refusals.filter(({ foreseen }) => !foreseen), ...first.unforeseen];
  if (surprises.length > 0) throw new Error(`not as foreseen: ${JSON.stringify(surprises)}`);
  const then = next === null ? [] : livedOnAnother(compiled, first, next);
  return [...first.entries, ...then].map((each) => each.canonical);
}

type Decided = Pick<RecordedLedger, 'definition' | 'hash' | 'script' | 'next'>;

/** The files of a part to record: a definition and a script. */
type Files = readonly [definition: string, script: string];

/** Records a ledger from its definition and script, and those it went on with. Throws when there is one of that name. */
export function record(name: string, files: Files, nextFiles: Files | null = null): string[] {
  const folder = join(goldenFolder, name);
  if (existsSync(join(folder, 'ledger.jsonl'))) {
    throw new Error(
      `${folder} is recorded already, and history does not change; choose a new name`,
    );
  }
  const part = partIn(files);
  const next = nextFiles === null ? null : partIn(nextFiles);
  const entries = redecide({ ...part, next });
  writePart(folder, part, files);
  if (next !== null && nextFiles !== null) writePart(join(folder, 'next'), next, nextFiles);
  writeFileSync(join(folder, 'ledger.jsonl'), `${entries.join('\n')}\n`);
  return entries;
}

function partIn([definitionPath, scriptPath]: Files): RecordedPart {
  const loaded = loadDefinition(definitionPath, (path) =>
    existsSync(path) ? readFileSync(path, 'utf8') : null,
  );
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  const { definition } = loaded;
  const hash = definitionHash(definition, sha256);
  return { definition, hash, script: scriptIn(readFileSync(scriptPath, 'utf8')) };
}

function writePart(folder: string, { definition }: RecordedPart, [, scriptPath]: Files): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'definition.json'), `${JSON.stringify(definition)}\n`);
  writeFileSync(join(folder, 'script.yaml'), readFileSync(scriptPath));
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
