import { PackBroken } from './pack-fault.js';
import type { PackReader } from './pack-reader.js';
import type { LogShown, Place } from './walk-log.js';

/** SHA-256 (hex) of a file that need not fit into memory. */
export type HashStream = (chunks: AsyncIterable<Uint8Array>) => Promise<string>;

/** Evidence that entries name and the pack does not hold, and files that nothing verifies. */
export type FilesShown = {
  readonly absentEvidence: readonly string[];
  readonly unverified: readonly string[];
};

const READ =
  /^(manifest\.json|checkpoint\.txt|checkpoints\/[^/]+\.txt|keys\.txt|log\.txt|heads\.txt)$/;

/** Compare each file that is named by its hash with its name, and with what the entries name. */
export async function checkFiles(
  hashStream: HashStream,
  pack: PackReader,
  { definitions, evidence }: LogShown,
): Promise<FilesShown> {
  const held = new Set<string>();
  const unverified: string[] = [];
  for (const name of pack.names) {
    const definition = /^definitions\/([0-9a-f]{64})\.json$/.exec(name)?.[1];
    const file = definition ?? /^evidence\/([0-9a-f]{64})$/.exec(name)?.[1];
    const place = definition ? definitions.get(definition) : evidence.get(file ?? '');
    if (file === undefined || !place) {
      if (!READ.test(name)) unverified.push(name);
      continue;
    }
    const hash = await hashStream(pack.open(name));
    if (hash !== file) throw differs(name, hash, place, definition !== undefined);
    held.add(name);
  }
  for (const [hash, place] of definitions) {
    const name = `definitions/${hash}.json`;
    if (held.has(name)) continue;
    const problem = `it was decided under definition ${hash}, which is not in the pack`;
    throw new PackBroken('DEFINITION_MISSING', problem, { ...place, file: name });
  }
  const absentEvidence = [...evidence.keys()].filter((hash) => !held.has(`evidence/${hash}`));
  return { absentEvidence, unverified };
}

function differs(file: string, hash: string, place: Place, definition: boolean): PackBroken {
  return definition
    ? new PackBroken(
        'DEFINITION_DIFFERS',
        `it was decided under ${file}, whose content now has the hash ${hash}`,
        { ...place, file },
      )
    : new PackBroken(
        'EVIDENCE_DIFFERS',
        `it rests on ${file}, whose content now has the hash ${hash}`,
        { ...place, file },
      );
}
