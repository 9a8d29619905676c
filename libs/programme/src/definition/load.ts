import { Definition, FileHead } from './definition.js';
import { schemaProblems } from './schema-problems.js';
import { readYaml, type Path, type Place, type YamlFile } from './yaml-file.js';

/** Something wrong in a definition file: where, and what to do about it. */
export type Problem = Place & { path: Path; message: string };

/** Finds the file and line of a value of the merged definition. */
export type Locate = (path: Path) => Place;

export type Loaded =
  | { ok: true; definition: Definition; locate: Locate; files: string[] }
  | { ok: false; problems: Problem[] };

/**
 * Reads a definition and the files it uses, and merges them: what a file says stands over the files
 * it uses, key by key within each section.
 *
 * @param entry path of the definition file
 * @param read gives a file's text, or `null` when there is none; called once for each path
 */
export function loadDefinition(entry: string, read: (path: string) => string | null): Loaded {
  const files: YamlFile[] = [];
  const problems: Problem[] = [];
  gather(entry, null, { read, files, problems });
  if (problems.length > 0) return { ok: false, problems };

  const locate: Locate = (path) => {
    const [first, ...others] = files.map((file) => file.locate(path));
    if (first === undefined) throw new Error('no file was read');
    return others.reduce((best, next) => (next.depth > best.depth ? next : best), first);
  };
  const merged = files.toReversed().reduce<Record<string, unknown>>(mergeFile, {});
  merged['format'] = 'evolve/definition/1';
  const parsed = Definition.safeParse(merged);
  if (parsed.success) {
    return { ok: true, definition: parsed.data, locate, files: files.map((file) => file.path) };
  }
  return {
    ok: false,
    problems: schemaProblems(parsed.error, merged).map((problem) => ({
      ...problem,
      ...placeOnly(locate(problem.path)),
    })),
  };
}

type Gathering = {
  read: (path: string) => string | null;
  files: YamlFile[];
  problems: Problem[];
};

function gather(path: string, from: (Place & { quoted: string }) | null, all: Gathering): void {
  if (all.files.some((file) => file.path === path)) return;
  const text = all.read(path);
  if (text === null) {
    const place = from ?? { file: path, line: 1, column: 1, quoted: path };
    all.problems.push({
      ...placeOnly(place),
      path: [],
      message: `there is no file "${place.quoted}"; check the path, which is relative to the file that names it`,
    });
    return;
  }
  const file = readYaml(path, text);
  all.files.push(file);
  if (file.errors.length > 0) {
    all.problems.push(...file.errors.map((error) => ({ ...error, path: [] })));
    return;
  }
  // Sections are checked once, merged; of a single file only what composing it needs.
  const parsed = FileHead.safeParse(file.value);
  if (!parsed.success) {
    all.problems.push(
      ...schemaProblems(parsed.error, file.value).map((problem) => ({
        ...problem,
        ...placeOnly(file.locate(problem.path)),
      })),
    );
    return;
  }
  parsed.data.use.forEach((used, index) => {
    const place = file.locate(['use', index]);
    gather(joinPath(path, used), { ...placeOnly(place), quoted: used }, all);
  });
}

function mergeFile(below: Record<string, unknown>, file: YamlFile): Record<string, unknown> {
  const merged = { ...below };
  for (const [key, value] of Object.entries(file.value as Record<string, unknown>)) {
    if (key === 'use' || key === 'format') continue;
    const under = merged[key];
    merged[key] = isRecord(under) && isRecord(value) ? { ...under, ...value } : value;
  }
  return merged;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const placeOnly = ({ file, line, column }: Place): Place => ({ file, line, column });

/** Joins a path relative to a file, with `/` as the separator and `..` resolved. */
function joinPath(file: string, relative: string): string {
  const parts = file.split('/').slice(0, -1);
  for (const part of relative.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
