import { isNode, isPair, isMap, LineCounter, parseDocument, type Document } from 'yaml';
import { firstAlias, nodeProblems, type NodeProblem } from './yaml-nodes.js';

export type Place = { file: string; line: number; column: number };
export type Path = readonly (string | number)[];

/** A parsed YAML file that can say where each of its values stands. */
export type YamlFile = {
  path: string;
  value: unknown;
  errors: (Place & { message: string })[];
  /** Line and column of the deepest part of `path` that the file holds, and how deep that is. */
  locate(path: Path): Place & { depth: number };
};

/** Bytes of one file: ten times what a long definition has, and parsed within a second or two. */
const MOST_BYTES = 256 * 1024;

/** Parses YAML 1.2. Whatever is wrong with the text comes back as `errors`, never as a throw. */
export function readYaml(path: string, text: string): YamlFile {
  const lines = new LineCounter();
  const unread = unreadable(text);
  const document = parseDocument(unread === null ? text : '', {
    lineCounter: lines,
    uniqueKeys: false, // checked below: the parser's check takes a minute for a file of keys
    prettyErrors: false,
    merge: false,
  });
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file: path, line, column: col };
  };
  const { value, problems } =
    unread === null ? valueOf(document, text, lines) : { value: null, problems: [] };
  const errors = problems.map(({ offset, message }) => ({ ...placeAt(offset), message }));
  return {
    path,
    errors: unread === null ? errors : [{ file: path, ...unread }],
    value,
    locate: (wanted) => locate(document, wanted, placeAt),
  };
}

/** What keeps a text from being parsed at all; null when nothing does. */
function unreadable(text: string): { line: number; column: number; message: string } | null {
  const bytes = text.length;
  if (bytes > MOST_BYTES) {
    const message = `the file has ${bytes} characters, and at most ${MOST_BYTES} are read; divide it into parts and name them in "use"`;
    return { line: 1, column: 1, message };
  }
  const found = ['\ufffd', '\0'].map((each) => text.indexOf(each)).filter((each) => each >= 0);
  if (found.length === 0) return null;
  const at = Math.min(...found);
  const before = text.slice(0, at).split('\n');
  const column = (before.at(-1) ?? '').length + 1;
  const message = 'the file is not text in UTF-8 from here on; save it as UTF-8';
  return { line: before.length, column, message };
}

function valueOf(
  document: Document.Parsed,
  text: string,
  lines: LineCounter,
): { value: unknown; problems: NodeProblem[] } {
  const [broken] = [...document.errors, ...document.warnings]; // the rest follow from the first
  if (broken !== undefined) return { value: null, problems: [syntaxProblem(broken, text)] };
  const { contents } = document;
  if (contents === null) {
    const message = 'the file is empty; it begins with "format: evolve/definition/1"';
    return { value: null, problems: [{ offset: 0, message }] };
  }
  const problems = nodeProblems(contents, lines);
  if (problems.length > 0) return { value: null, problems };
  try {
    return { value: document.toJS({ maxAliasCount: MOST_ALIASED }), problems };
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    const message = `aliases such as this one repeat the file more than ${MOST_ALIASED}-fold; write out what they stand for, or less of it`;
    return { value: null, problems: [{ offset: firstAlias(contents), message }] };
  }
}

const MOST_ALIASED = 100;

/** The parser's message, with the line it is about and what to do where that helps. */
function syntaxProblem(
  { code, message, pos }: { code: string; message: string; pos: [number, number] },
  text: string,
): NodeProblem {
  const [offset] = pos;
  if (message.startsWith('Maximum call stack')) {
    // Where the parser gives up depends on its stack: the line does not.
    const start = text.lastIndexOf('\n', offset - 1) + 1;
    return {
      offset: start,
      message: 'this line is nested far too deep; a definition needs a dozen levels',
    };
  }
  const line = text.slice(text.lastIndexOf('\n', offset - 1) + 1).split('\n', 1)[0] ?? '';
  const quoted = JSON.stringify(line.trim().slice(0, 60));
  const advice: Record<string, string> = {
    TAB_AS_INDENT: 'a tab stands in the indentation; use spaces',
    MULTIPLE_DOCS: 'a second document begins here; one file holds one, without "---"',
    TAG_RESOLVE_FAILED: `${message}; leave the tag out`,
  };
  return { offset, message: `${advice[code] ?? message}, near ${quoted}` };
}

function locate(
  document: Document.Parsed,
  wanted: Path,
  placeAt: (offset: number) => Place,
): Place & { depth: number } {
  let node: unknown = document.contents;
  let offset = 0;
  let depth = 0;
  for (const key of wanted) {
    if (!isMap(node)) {
      const child: unknown =
        isNode(node) && 'get' in node && typeof node.get === 'function'
          ? node.get(key, true)
          : undefined;
      if (!isNode(child)) break;
      node = child;
      offset = child.range?.[0] ?? offset;
    } else {
      const pair = node.items.find((each) => isPair(each) && String(each.key) === String(key));
      if (pair === undefined) break;
      offset = isNode(pair.key) ? (pair.key.range?.[0] ?? offset) : offset;
      node = pair.value;
    }
    depth += 1;
  }
  return { ...placeAt(offset), depth };
}
