import { isNode, isPair, isMap, LineCounter, parseDocument, type Document } from 'yaml';

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

/** Parses YAML 1.2. Duplicate keys, anchors' errors and tabs come back as `errors`, never as a throw. */
export function readYaml(path: string, text: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: true,
    prettyErrors: false,
    merge: false,
  });
  const placeAt = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file: path, line, column: col };
  };
  const errors = [...document.errors, ...document.warnings].map((problem) => ({
    ...placeAt(problem.pos[0]),
    message: problem.message,
  }));
  return {
    path,
    errors,
    value: errors.length > 0 ? null : document.toJS({ maxAliasCount: 100 }),
    locate: (wanted) => locate(document, wanted, placeAt),
  };
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
