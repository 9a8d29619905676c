import { namedEvidence, type HeldEvidence } from '#contract';

/** A piece of evidence as an entry or a field has it; texts are private and may be gone. */
export type Piece = Readonly<Partial<Record<'title' | 'source' | 'sha256' | 'kind', unknown>>>;

/** The hashes of pieces that may be files stored here. */
export const hashesOf = (pieces: readonly Piece[]): string[] =>
  pieces.flatMap((piece) => {
    const hash = hashOf(piece);
    return hash === null ? [] : [hash];
  });

/** A piece of evidence and where it is held. `stored`: the files that the programme has. */
export function presentHeld(piece: Piece, stored: ReadonlySet<string>): HeldEvidence {
  const source = text(piece.source);
  const sha256 = hashOf(piece);
  const held = heldIn(source, sha256, stored);
  const said = { title: text(piece.title), source, sha256, kind: text(piece.kind) };
  return { ...said, held, words: words[held] };
}

function heldIn(
  source: string | null,
  sha256: string | null,
  stored: ReadonlySet<string>,
): HeldEvidence['held'] {
  if (sha256 !== null && stored.has(sha256)) return 'here';
  if (source === null) return 'elsewhere';
  if (namedEvidence(source) !== null) return 'erased';
  if (source.startsWith('register:')) return 'register';
  return /^https?:\/\//i.test(source) ? 'link' : 'elsewhere';
}

const words: Record<HeldEvidence['held'], string> = {
  here: 'stored here',
  register: 'a row of a register',
  link: 'a web address; nothing is stored here',
  erased: 'was stored here and has been erased',
  elsewhere: 'held elsewhere',
};

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const hashOf = ({ source, sha256 }: Piece): string | null =>
  text(sha256) ?? namedEvidence(text(source) ?? '');
