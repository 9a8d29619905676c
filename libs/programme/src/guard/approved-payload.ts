import { canonicalJson } from '#ledger';
import type { ItemState, Json, JsonObject } from '../model.js';
import { show, isObject, today, type Scope } from './scope.js';

/** Parts of a payload that are not compared as they stand: see below. */
const APART = ['evidence', 'reason'];

/**
 * In what the event differs from what was approved, in words; null where it is the same. What it brings
 * along has to be what the approvers saw: its evidence, its day, and every other value. A `reason` is
 * left to whoever acts: it is their own account, under their own name.
 */
export function differsFromApproved(approval: ItemState, scope: Scope): string | null {
  const { id, data } = approval;
  const day = data['occurredOn'] ?? today(scope);
  if (scope.occurredOn !== day) {
    return `${id} was given for ${show(day)}, not for ${scope.occurredOn}`;
  }
  if (scope.unsent === true) return null;
  if (takesEvidence(scope) && !isSameEvidence(data['evidence'], scope.payload['evidence'])) {
    return `${id} was given on other evidence than is brought here`;
  }
  const seen = isObject(data['with']) ? data['with'] : {};
  const other = differing(seen, scope.payload);
  if (other.length === 0) return null;
  const names = other.map((name) => `"${name}"`).join(', ');
  return `${id} was given for another ${names} than is brought here; bring what was approved, or ask again with REQUEST_APPROVAL`;
}

const differing = (seen: JsonObject, brought: JsonObject): string[] =>
  [...new Set([...Object.keys(seen), ...Object.keys(brought)])]
    .filter((name) => !APART.includes(name))
    .filter((name) => canonicalJson(seen[name] ?? null) !== canonicalJson(brought[name] ?? null));

const takesEvidence = ({ compiled, item, event }: Scope): boolean =>
  [...(compiled.charts[item.chart]?.steps.values() ?? [])].some(
    (step) =>
      step.by === 'person' && step.event === event && step.body.payload['evidence'] !== undefined,
  );

/** Evidence is a set: its order says nothing. */
function isSameEvidence(seen: Json | undefined, brought: Json | undefined): boolean {
  const keys = (list: Json | undefined) =>
    (Array.isArray(list) ? list.filter(isObject) : [])
      .map(({ title, source, sha256, kind }) =>
        canonicalJson([title ?? null, source ?? null, sha256 ?? null, kind ?? null]),
      )
      .toSorted();
  return canonicalJson(keys(seen)) === canonicalJson(keys(brought));
}
