import type { Field } from '../definition/field.js';
import type { Operand } from '../definition/guard-schema.js';
import { itemNamed, itemReferred, look, type Looked, type Scope } from './scope.js';

/** Parts of a value of several parts that are no free text. */
const PUBLIC_PARTS: Partial<Record<Field['type'], string[]>> = {
  plannedDate: ['precision', 'bound', 'hardness', 'date', 'relativeTo'],
  decision: ['body', 'members', 'present', 'quorum', 'recused'],
  text: [],
  any: [],
  evidence: [],
  rows: [],
};

/** Whether a value of this type is free text or holds some; with `part`, whether that part does. */
export function isPrivatePart(field: Field, part?: string): boolean {
  const parts = PUBLIC_PARTS[field.type];
  return parts !== undefined && (part === undefined || !parts.includes(part));
}

/** Whether a guard or a change looks at free text here, which the ledger keeps as a commitment. */
export function isPrivateOperand(operand: Operand, scope: Scope): boolean {
  if ('payload' in operand) {
    return payloadFields(operand.payload, scope).some((field) => isPrivatePart(field));
  }
  const path = 'field' in operand ? operand.field : 'its' in operand ? operand.its : null;
  if (path === null) return false;
  const item =
    'its' in operand
      ? itemReferred(operand.of, scope)
      : itemNamed(('item' in operand ? operand.item : undefined) ?? 'self', scope);
  const [name = '', part] = path.split('.');
  const chart = item === undefined ? undefined : scope.compiled.charts[item.chart];
  const field = chart?.chart.fields[name];
  return field !== undefined && isPrivatePart(field, part);
}

/** What an operand says, and what of it may stand in the ledger: nothing of free text. */
export function lookShown(operand: Operand, scope: Scope): Looked & { shown: Looked['value'] } {
  const looked = look(operand, scope);
  if (looked.value === null || !isPrivateOperand(operand, scope)) {
    return { ...looked, shown: looked.value };
  }
  return { value: looked.value, words: 'a text', shown: null };
}

/** A payload field of this name, in whichever of the chart's events has one. */
function payloadFields(name: string, { compiled, item }: Scope): Field[] {
  return [...(compiled.charts[item.chart]?.steps.values() ?? [])].flatMap((step) =>
    step.by === 'person' ? (step.body.payload[name] ?? []) : [],
  );
}
