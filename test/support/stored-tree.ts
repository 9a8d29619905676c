import { treeBuilder, type ReadNodes, type Sha256, type Subtree } from '#ledger';

/** A tree whose nodes are kept in memory, as a database would keep them. `asked`: nodes, each read. */
export function storedTree(
  sha256: Sha256,
  leaves: readonly string[],
): { read: ReadNodes; asked: number[]; root: string } {
  const nodes = new Map<string, string>();
  const asked: number[] = [];
  const name = ({ level, index }: Subtree): string => `${level}/${index}`;
  const tree = treeBuilder(sha256, undefined, (node, hash) => nodes.set(name(node), hash));
  for (const [index, leaf] of leaves.entries()) {
    nodes.set(name({ level: 0, index }), leaf);
    tree.append(leaf);
  }
  const read: ReadNodes = (wanted) => {
    asked.push(wanted.length);
    return Promise.resolve(wanted.map((node) => nodes.get(name(node)) ?? `no ${name(node)}`));
  };
  return { read, asked, root: tree.root() };
}
