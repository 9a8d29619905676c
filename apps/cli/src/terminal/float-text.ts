import type { Milestone } from '#contract';

/** `12`, `0 critical`, or a dash where it cannot be worked out. */
export function floatText({ float, critical }: Pick<Milestone, 'float' | 'critical'>): string {
  if (float === null) return '–';
  return critical === true ? `${float} critical` : String(float);
}
