import type { Guard } from '../definition/guard-schema.js';
import { answerTo } from './leaf.js';
import type { Scope } from './scope.js';

/**
 * Whether a guard answers "yes", as `evaluate` would; but it stops looking as soon as that is certain
 * and gives no reasons. For the many rules that are asked after every event and seldom hold.
 */
export function isYes(guard: Guard, scope: Scope): boolean {
  if ('all' in guard) return guard.all.every((inner) => isYes(inner, scope));
  if ('any' in guard) return guard.any.some((inner) => isYes(inner, scope));
  if ('not' in guard) return isNo(guard.not, scope);
  const own = ownGuard(guard, scope);
  return own === undefined ? answerTo(guard, scope).answer === 'yes' : isYes(own, scope);
}

/** Whether it answers "no", which is more than not "yes": an unknown is neither. */
function isNo(guard: Guard, scope: Scope): boolean {
  if ('all' in guard) return guard.all.some((inner) => isNo(inner, scope));
  if ('any' in guard) return guard.any.every((inner) => isNo(inner, scope));
  if ('not' in guard) return isYes(guard.not, scope);
  const own = ownGuard(guard, scope);
  return own === undefined ? answerTo(guard, scope).answer === 'no' : isNo(own, scope);
}

/** What the item itself gives for a condition that its chart asks for by name. */
export function ownGuard(guard: Guard, scope: Scope): Guard | undefined {
  if (!('own' in guard)) return undefined;
  return scope.compiled.definition.items[scope.item.id]?.guards[guard.own];
}
