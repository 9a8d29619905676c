import type { Path, Place } from '../definition/yaml-file.js';

/** The rules of lint, by name. */
export type LintRule =
  | 'unknown-name'
  | 'wrong-value'
  | 'unreachable-state'
  | 'dead-end'
  | 'both-can-fire'
  | 'never-holds'
  | 'no-owner'
  | 'dependency-cycle'
  | 'rules-can-loop'
  | 'too-large';

/** Something that would go wrong once the programme runs: which rule, where, and what to do. */
export type LintMessage = { rule: LintRule; path: Path; message: string };

/** A message with its place in the file. */
export type Located = LintMessage & Place;

export type Report = (rule: LintRule, path: Path, message: string) => void;

/** Says what is there when a name is not: a near miss first, otherwise all, or how many. */
export function choices(known: Iterable<string>, wanted?: string): string {
  const names = [...known];
  const near = wanted === undefined ? undefined : names.find((name) => isNear(name, wanted));
  if (near !== undefined) return `did you mean "${near}"?`;
  if (names.length === 0) return 'there are none';
  return names.length > 12
    ? `there are ${names.length}, such as ${names.slice(0, 6).join(', ')}`
    : `known: ${names.join(', ')}`;
}

function isNear(one: string, other: string): boolean {
  const [a, b] = [one.toLowerCase(), other.toLowerCase()];
  if (a === b) return true;
  if (Math.abs(a.length - b.length) > 1) return false;
  let [at, differences] = [0, 0];
  while (at < a.length && a[at] === b[at]) at += 1;
  const rest = [a.slice(at), b.slice(at)] as const;
  differences =
    rest[0].slice(1) === rest[1].slice(1) ||
    rest[0] === rest[1].slice(1) ||
    rest[0].slice(1) === rest[1]
      ? 1
      : 2;
  return differences <= 1;
}
