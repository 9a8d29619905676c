import { namedEvidence, type ProblemPlace } from '#contract';
import type { Json } from '#programme';

type Named = { pointer: string; file: string; sha256: Json | undefined };

/** Every piece of evidence within a value that names a file stored here, with its place. */
export function namedFiles(value: Json | undefined, pointer: string): Named[] {
  if (typeof value !== 'object' || value === null) return [];
  const { source, sha256 } = Array.isArray(value) ? {} : value;
  const file = typeof source === 'string' ? namedEvidence(source) : null;
  const own = file === null ? [] : [{ pointer: `${pointer}/source`, file, sha256 }];
  const within = Object.entries(value).flatMap(([key, inner]) =>
    namedFiles(inner, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
  return [...own, ...within];
}

/** What is wrong with the files named: not stored, or another than the hash beside it says. */
export function strangeFiles(
  named: readonly Named[],
  stored: ReadonlySet<string>,
  programme: string,
): ProblemPlace[] {
  return named.flatMap(({ pointer, file, sha256 }) => {
    if (!stored.has(file)) {
      const detail = `"${programme}" has no file of evidence "${file}"; upload it there first, or name another source`;
      return [{ pointer, detail }];
    }
    if (sha256 === undefined || sha256 === file) return [];
    const detail = `names the file ${file}, but sha256 beside it is ${JSON.stringify(sha256)}; leave one out`;
    return [{ pointer, detail }];
  });
}

/**
 * The value with the hash beside each piece of evidence that names a file stored here: the source is
 * private and may be erased, and an entry is to say for ever which file it rests on.
 */
export function withHashes<Value extends Json>(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(hashed) as Json as Value; // one for each that was there
  const inner = Object.entries(value).map(([key, each]) => [key, withHashes(each)] as const);
  return Object.fromEntries(inner) as Value; // the same keys
}

function hashed(piece: Json): Json {
  if (typeof piece !== 'object' || piece === null || Array.isArray(piece)) return withHashes(piece);
  const { title, source, sha256 } = piece;
  const file = typeof source === 'string' ? namedEvidence(source) : null;
  if (file === null || typeof title !== 'string' || sha256 !== undefined) return withHashes(piece);
  return { ...piece, sha256: file };
}
