import type { CompiledDefinition } from '../chart/compile.js';
import { APPROVAL } from '../definition/approval.js';
import type { Chart } from '../definition/chart-schema.js';
import { decisiveFields } from '../definition/decisive-fields.js';
import type { Field } from '../definition/field.js';
import type { ValuePlace } from './deciding-ways.js';

/**
 * Why a value is never corrected, whoever decided on it: what others voted, declared, planned or asked
 * for stands as they gave it, and so does what says who decides. Null where none of that is the case.
 */
export function heldFast(
  compiled: CompiledDefinition,
  { chart: name, register, name: field }: ValuePlace,
  type: Field,
): string | null {
  const compiledChart = compiled.charts[name];
  if (compiledChart === undefined) return `there is no chart "${name}"`;
  const { chart, steps } = compiledChart;
  if (name === APPROVAL) return 'an approval stands as it was asked for; ask for another';
  const whole = register ?? field;
  const kept = keptAs(chart, whole);
  if (kept !== null) return kept;
  if (planned(chart).includes(whole)) return 'it is part of the plan; a change request moves it';
  if (type.correctable === false) return 'it is decided by an event of its own';
  const decisive = decisiveFields(compiled.definition, [...steps.values()]);
  if (type.duty !== undefined || decisive.has(whole) || saysWhoActs(compiled, whole)) {
    return 'it says who decides; whoever decides by it has done so already, or does so next';
  }
  return byType[type.type] ?? null;
}

/** Registers that others look at as they were given. */
function keptAs({ votes, interests, calendars, delegations, change }: Chart, whole: string) {
  if (whole === votes)
    return 'a vote stands as it was given; its voter withdraws it and votes again';
  if (whole === interests) return 'an interest stands as it was declared; declare another';
  if (whole === calendars) return 'a calendar stands as it was adopted; adopt another';
  if (whole === delegations) return 'a delegation stands as it was given; end it and give another';
  return Object.values(change ?? {}).includes(whole)
    ? 'it is what the change asks for; withdraw the change and raise another'
    : null;
}

/** The fields of a plan that a baseline holds; what came of it and what is expected is no part of it. */
const planned = ({ schedule }: Chart): string[] => {
  if (schedule === undefined) return [];
  const { due, changedBy, profile, owner, dependsOn, lags } = schedule;
  return [due, changedBy, profile, owner, dependsOn, lags].filter((each) => each !== undefined);
};

/** Whether a role is held through this field. */
const saysWhoActs = ({ definition }: CompiledDefinition, field: string): boolean =>
  Object.values(definition.roles).some(
    ({ relative }) =>
      relative !== undefined &&
      (('roleIn' in relative && relative.roleIn === field) ||
        ('personIn' in relative && relative.personIn === field)),
  );

/** Values of which each says something that happened: another word on it is another event. */
const byType: Partial<Record<Field['type'], string>> = {
  decision: 'a decision stands as it was recorded; the body decides again',
  person: 'it says who acted or is appointed, and an event of its own names another',
  evidence: 'evidence stands beside other evidence; bring that with an event of its own',
  holidayTable: 'a table of holidays stands as it was adopted; adopt another',
};
