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
