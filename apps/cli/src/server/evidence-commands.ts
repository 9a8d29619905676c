import { namedEvidence, type EvidenceFile, type EvidenceList } from '#contract';
import { Stop } from '../terminal/io.js';
import type { Paint } from '../terminal/paint.js';
import { table } from '../terminal/table.js';
import type { Context } from './context.js';
import { hashOf, localFile, sizeLimit, upload } from './evidence-upload.js';

/** Uploads a file, and says what events name it by. */
export async function addEvidence(
  context: Context,
  path: string,
  { title, type }: { title?: string; type?: string },
): Promise<void> {
  const programme = await context.programme();
  const file = localFile(context.io, path, await sizeLimit(context, programme), type);
  const added = await upload(context, programme, file, title);
  context.show(added, ({ created, name, title: known, size, mediaType, source }) =>
    [
      created
        ? context.paint.good(`Added ${name}: ${sizeText(size)}, ${mediaType}.`)
        : `This content was added before, as ${name} (${known}); it keeps that name.`,
      `Events name it by ${source}`,
    ].join('\n'),
  );
}

export async function listEvidence(context: Context): Promise<void> {
  const address = `${await context.programme()}/evidence`;
  context.show(await allFiles(context, address), (answer) => listText(context.paint, answer));
}

/** The files of a programme, page by page. */
async function allFiles({ client }: Context, address: string): Promise<EvidenceList> {
  const first = await client.get<EvidenceList>(address);
  const evidence = [...first.evidence];
  for (let after = first.next; after !== null;) {
    const page = await client.get<EvidenceList>(`${address}?after=${after}`);
    evidence.push(...page.evidence);
    after = page.next;
  }
  return { ...first, evidence, next: null };
}

function listText(paint: Paint, { evidence }: EvidenceList): string {
  if (evidence.length === 0) return 'No file of evidence has been added yet.';
  return table(
    paint,
    ['FILE', 'TITLE', 'SIZE', 'ADDED BY', 'SHA-256'],
    evidence.map((each) => [each.name, each.title, sizeText(each.size), each.addedBy, each.sha256]),
  );
}

/** Saves a file under its name or another, once its bytes are known to be what its hash says. */
export async function getEvidence(
  context: Context,
  asked: string,
  { out }: { out?: string },
): Promise<void> {
  const programme = await context.programme();
  const address = `${programme}/evidence`;
  const { evidence } = await allFiles(context, address);
  const file = oneOf(evidence, asked);
  const bytes = await context.client.download(`${address}/${file.sha256}`);
  const found = hashOf(bytes);
  if (found !== file.sha256) {
    throw new Stop(
      1,
      `What arrived is not ${file.name}: its SHA-256 is ${found}, not ${file.sha256}. Nothing was written.`,
    );
  }
  const path = out ?? safeName(file);
  const why = context.io.writeFile(path, bytes);
  if (why !== null)
    throw new Stop(1, `"${path}" was not written: ${why}. Name another with --out.`);
  context.show({ ...file, path }, ({ size }) =>
    context.paint.good(`Saved ${path}: ${sizeText(size)}; its SHA-256 is as it should be.`),
  );
}

/** The file whose hash begins so. */
function oneOf(evidence: readonly EvidenceFile[], asked: string): EvidenceFile {
  const wanted = (namedEvidence(asked) ?? asked).toLowerCase();
  if (!/^[0-9a-f]{4,64}$/.test(wanted)) {
    throw new Stop(
      2,
      `"${asked}" is not a SHA-256, nor four or more digits that one begins with; evolve evidence list shows them.`,
    );
  }
  const [first, ...others] = evidence.filter(({ sha256 }) => sha256.startsWith(wanted));
  if (first === undefined) {
    throw new Stop(
      1,
      `There is no file "${asked}" here; evolve evidence list shows what there is.`,
    );
  }
  if (others.length === 0) return first;
  throw new Stop(2, `${others.length + 1} files begin with "${asked}"; give more of its digits.`);
}

/** Its name, unless somebody chose one that would land elsewhere or hide itself. */
const safeName = ({ name, sha256 }: EvidenceFile): string =>
  /^[^./\\][^/\\]*$/.test(name) ? name : sha256;

/** `812 B`, `3.4 kB`, `20.0 MB`. */
function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
