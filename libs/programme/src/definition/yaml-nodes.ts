import { isAlias, isMap, isNode, isScalar, isSeq, type LineCounter, type Node } from 'yaml';

/** Something wrong at an offset of the text. */
export type NodeProblem = { offset: number; message: string };

const MOST_LEVELS = 50;

/** What every JavaScript object answers to: as a name it would be taken for one that is there. */
const reserved = new Set(Object.getOwnPropertyNames(Object.prototype));

type Open = { node: Node; depth: number };

/**
 * What is wrong in parsed YAML beside its syntax: keys given twice, names that cannot be used, and
 * nesting without end. In time linear in the number of nodes, which the parser's own check is not.
 */
export function nodeProblems(root: Node, lines: LineCounter): NodeProblem[] {
  const problems: NodeProblem[] = [];
  const open: Open[] = [{ node: root, depth: 0 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { node, depth } = next;
    if (depth > MOST_LEVELS) {
      const message = `this is nested more than ${MOST_LEVELS} levels deep; a definition needs no more than a dozen`;
      return [{ offset: offsetOf(node), message }];
    }
    if (isMap(node)) {
      checkKeys(node.items, lines, problems);
      for (const { key, value } of node.items) {
        for (const each of [key, value])
          if (isNode(each)) open.push({ node: each, depth: depth + 1 });
      }
    } else if (isSeq(node)) {
      for (const each of node.items) if (isNode(each)) open.push({ node: each, depth: depth + 1 });
    } else if (isScalar(node) && isReserved(node.value)) {
      const message = `${JSON.stringify(node.value)} is a name that cannot be used; choose another`;
      problems.push({ offset: offsetOf(node), message });
    }
  }
  return problems.toSorted((one, other) => one.offset - other.offset);
}

/** The first alias in the text; where to point when there are too many. */
export function firstAlias(root: Node): number {
  const open: Node[] = [root];
  let first = Infinity;
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (isAlias(node)) first = Math.min(first, offsetOf(node));
    const inner = isMap(node)
      ? node.items.flatMap(({ key, value }) => [key, value])
      : isSeq(node)
        ? node.items
        : [];
    for (const each of inner) if (isNode(each)) open.push(each);
  }
  return first === Infinity ? 0 : first;
}

function checkKeys(
  items: readonly { key: unknown }[],
  lines: LineCounter,
  problems: NodeProblem[],
): void {
  const seen = new Map<string, number>();
  for (const { key } of items) {
    if (!isNode(key)) continue;
    const offset = offsetOf(key);
    if (!isScalar(key)) {
      if (isAlias(key)) continue; // names a scalar that was checked where it stands
      problems.push({ offset, message: 'a list or a map cannot be a key; write a name' });
      continue;
    }
    const name = String(key.value);
    const first = seen.get(name);
    if (first === undefined) seen.set(name, offset);
    else {
      const { line } = lines.linePos(first);
      const message = `the key ${JSON.stringify(name)} is given twice, first in line ${line}; keep one`;
      problems.push({ offset, message });
    }
  }
}

const isReserved = (value: unknown): boolean =>
  typeof value === 'string' &&
  /^[\w.]+$/.test(value) &&
  value.split('.').some((part) => reserved.has(part));

const offsetOf = (node: Node): number => node.range?.[0] ?? 0;
