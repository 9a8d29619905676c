import type { Guard } from '../definition/guard-schema.js';

/** A guard taken apart into conditions that must all hold; an `any` stays whole. */
function conjuncts(guard: Guard): Guard[] {
  return 'all' in guard ? guard.all.flatMap(conjuncts) : [guard];
}

/** Whether two guards can never hold at the same time. Errs on the side of "they can". */
export function areExclusive(one: Guard, other: Guard): boolean {
  const others = conjuncts(other);
  return conjuncts(one).some((a) => others.some((b) => contradicts(a, b)));
}

/** Whether a guard contradicts itself. */
export function contradictsItself(guard: Guard): boolean {
  const parts = conjuncts(guard);
  return parts.some((a, index) => parts.slice(index + 1).some((b) => contradicts(a, b)));
}

function contradicts(a: Guard, b: Guard): boolean {
  if ('not' in a && implies(b, a.not)) return true;
  if ('not' in b && implies(a, b.not)) return true;
  if ('forecast' in a && 'forecast' in b) return a.forecast !== b.forecast;
  if ('escalation' in a && 'escalation' in b) return a.escalation.level !== b.escalation.level;
  if ('itemIn' in a && 'itemIn' in b && a.itemIn.item === b.itemIn.item) {
    return a.itemIn.states.every((one) => b.itemIn.states.every((two) => areApart(one, two)));
  }
  if ('compare' in a && 'compare' in b && same(a.compare.left, b.compare.left)) {
    const { compare: x } = a;
    const { compare: y } = b;
    if (x.op === 'eq' && y.op === 'eq') return literal(x.right, y.right) && !same(x.right, y.right);
    if (same(x.right, y.right)) return oppositeOps.has(`${x.op} ${y.op}`);
  }
  if ('count' in a && 'count' in b && same(a.count.of, b.count.of)) {
    const range = (g: typeof a.count) =>
      [g.exactly ?? g.atLeast ?? 0, g.exactly ?? g.atMost ?? Infinity] as const;
    const [x, y] = [range(a.count), range(b.count)];
    return x[0] > y[1] || y[0] > x[1];
  }
  if ('any' in a)
    return a.any.every((each) => conjuncts(each).some((part) => contradicts(part, b)));
  if ('any' in b)
    return b.any.every((each) => conjuncts(each).some((part) => contradicts(a, part)));
  return false;
}

/** Whether one guard holding means that the other holds: the same, or one part of it. */
function implies(one: Guard, other: Guard): boolean {
  if (same(core(one), core(other))) return true;
  if ('any' in other) return other.any.some((each) => implies(one, each));
  return 'all' in other && other.all.every((each) => implies(one, each));
}

const oppositeOps = new Set(
  ['eq ne', 'lt ge', 'gt le', 'lt gt', 'eq lt', 'eq gt'].flatMap((pair) => [
    pair,
    pair.split(' ').toReversed().join(' '),
  ]),
);

/** Two states of one chart that cannot both be active, as far as their names tell: neither holds the other. */
function areApart(one: string, two: string): boolean {
  if (one === two || one.startsWith(`${two}.`) || two.startsWith(`${one}.`)) return false;
  // Regions of a parallel state share all but their ends; only top-level states are surely apart.
  return one.split('.')[0] !== two.split('.')[0];
}

const literal = (...operands: object[]) => operands.every((operand) => 'value' in operand);

function core(guard: Guard): unknown {
  const { words: _words, basis: _basis, clearedBy: _clearedBy, ...rest } = guard;
  return rest;
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !['words', 'basis', 'clearedBy'].includes(key))
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
