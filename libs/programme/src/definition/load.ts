import { frozenCalendars } from './frozen-calendars.js';
import { Definition, DefinitionFile, FileHead } from './definition.js';
import { plainly } from './plainly.js';
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
  gather(entry, [], null, { read, files, problems, characters: 0 });
  if (problems.length > 0) return { ok: false, problems };

  const locate: Locate = (path) => {
    const [first, ...others] = files.map((file) => file.locate(path));
    if (first === undefined) throw new Error('no file was read');
    return others.reduce((best, next) => (next.depth > best.depth ? next : best), first);
  };
  const merged = files.toReversed().reduce<Record<string, unknown>>(mergeFile, {});
  merged['format'] = 'evolve/definition/1';
  const parsed = Definition.safeParse(merged, { error: plainly });
  if (parsed.success) {
    const { calendars, wrong } = frozenCalendars(parsed.data.calendars);
    const definition = { ...parsed.data, calendars };
    if (wrong.length === 0) {
      return { ok: true, definition, locate, files: files.map((file) => file.path) };
    }
    return {
      ok: false,
      problems: wrong.map((each) => ({ ...each, ...placeOnly(locate(each.path)) })),
    };
  }
  return {
    ok: false,
    problems: schemaProblems(parsed.error, merged, Definition).map((problem) => ({
      ...problem,
      ...placeOnly(locate(problem.path)),
    })),
  };
}

type Gathering = {
  read: (path: string) => string | null;
  files: YamlFile[];
  problems: Problem[];
  characters: number;
};

/** Characters of all files of a definition together, and how many files that may be. */
const MOST_CHARACTERS = 1024 * 1024;
const MOST_FILES = 100;

function gather(
  path: string,
  above: readonly string[],
  from: (Place & { quoted: string }) | null,
  all: Gathering,
): void {
  if (from !== null && above.includes(path)) {
    const round = [...above.slice(above.indexOf(path)), path].join(' → ');
    const message = `"${from.quoted}" is used in a circle: ${round}; remove one "use"`;
    all.problems.push({ ...placeOnly(from), path: [], message });
    return;
  }
  if (all.files.some((file) => file.path === path)) return;
  const text = all.read(path);
  if (text === null) {
    const place = from ?? { ...start(path), quoted: path };
    all.problems.push({
      ...placeOnly(place),
      path: [],
      message: `there is no file "${place.quoted}"; check the path, which is relative to the file that names it`,
    });
    return;
  }
  all.characters += text.length;
  if (all.files.length >= MOST_FILES || all.characters > MOST_CHARACTERS) {
    const message = `with "${path}" the definition has ${all.files.length + 1} files of ${all.characters} characters together; at most ${MOST_FILES} files of ${MOST_CHARACTERS} characters are read`;
    all.problems.push({ ...placeOnly(from ?? start(path)), path: [], message });
    return;
  }
  const file = readYaml(path, text);
  all.files.push(file);
  if (file.errors.length > 0) {
    all.problems.push(...file.errors.map((error) => ({ ...error, path: [] })));
    return;
  }
  // Sections are checked once, merged; of a single file only what composing it needs.
  const parsed = FileHead.safeParse(file.value, { error: plainly });
  if (!parsed.success) {
    all.problems.push(
      ...schemaProblems(parsed.error, file.value, DefinitionFile).map((problem) => ({
        ...problem,
        ...placeOnly(file.locate(problem.path)),
      })),
    );
    return;
  }
  parsed.data.use.forEach((used, index) => {
    const place = file.locate(['use', index]);
    const joined = joinPath(path, used);
    if (joined === null) {
      const message = `"${used}" leads out of the folder; name a file below it, by a path relative to this file`;
      all.problems.push({ ...placeOnly(place), path: [], message });
      return;
    }
    gather(joined, [...above, path], { ...placeOnly(place), quoted: used }, all);
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

const start = (file: string): Place => ({ file, line: 1, column: 1 });

/** A path relative to a file, with `/` as the separator and `..` resolved; null when it leads out at the top. */
function joinPath(file: string, relative: string): string | null {
  if (/^(?:[/\\]|\w+:)/.test(relative)) return null;
  const parts = file.split('/').slice(0, -1);
  for (const part of relative.split('/')) {
    if (part === '..') {
      if (parts.length === 0 || parts.at(-1) === '..' || parts.at(-1) === '') return null;
      parts.pop();
    } else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
