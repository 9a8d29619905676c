import { z } from 'zod';
import type { Path } from './yaml-file.js';

/** As much of JSON Schema as zod writes for a definition. */
type Node = {
  $ref?: string;
  $defs?: Record<string, Node>;
  anyOf?: Node[];
  allOf?: Node[];
  oneOf?: Node[];
  properties?: Record<string, Node>;
  additionalProperties?: Node | boolean;
  items?: Node;
};

const written = new WeakMap<z.ZodType, Node>();

/** The keys that a schema takes at a place, of whichever form a value there may have. */
export function knownKeys(schema: z.ZodType, path: Path): string[] {
  const root = written.get(schema) ?? (z.toJSONSchema(schema, { io: 'input' }) as Node); // as zod writes it
  written.set(schema, root);
  const found = path.reduce<Node[]>(
    (nodes, key) => nodes.flatMap((node) => within(node, key, root)),
    forms(root, root),
  );
  return [...new Set(found.flatMap((node) => Object.keys(node.properties ?? {})))];
}

const within = (node: Node, key: string | number, root: Node): Node[] => {
  const { properties = {}, additionalProperties, items } = node;
  const own = Object.hasOwn(properties, key) ? properties[key] : undefined;
  const child = typeof key === 'number' ? items : (own ?? additionalProperties);
  return typeof child === 'object' ? forms(child, root) : [];
};

/** A node with references followed, and each of the forms it may take. */
function forms(node: Node, root: Node): Node[] {
  const name = node.$ref?.split('/').at(-1);
  const target = name === undefined ? undefined : root.$defs?.[name];
  const inner = [...(node.anyOf ?? []), ...(node.allOf ?? []), ...(node.oneOf ?? [])];
  return [
    node,
    ...(target === undefined ? [] : forms(target, root)),
    ...inner.flatMap((each) => forms(each, root)),
  ];
}
