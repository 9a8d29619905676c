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

export { choices } from '../definition/choices.js';
