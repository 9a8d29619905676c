import { stringify } from 'yaml';
import type { Step } from '../chart/compile.js';
import { isIn } from '../chart/state-value.js';
import { entryCells, entryColumns, type Report, type Told } from './report.js';
import { guardWords } from './transitions.js';

/** Under which rule each step was decided, in the words in force then. */
export const rules: Report = {
  id: 'rules',
  title: 'Rule text in force',
  about: 'The rule that each step was decided under, as the definition in force then has it.',
  stream: 'history',
  columns: [...entryColumns, 'Definition', 'Rule', 'Asked'],
  lines: (told) => {
    const steps = stepsInForce(told);
    if (steps.length === 0) return [];
    const text = steps.map(ruleText).join('\n');
    return [[...entryCells(told), told.entry.definition, text, guardWords(told.entry)]];
  },
};

/** The ways the event or rule could go from the state the item was in. */
function stepsInForce({ entry, before, compiled }: Told): Step[] {
  const item = entry.item === null ? undefined : before.items[entry.item];
  const type = entry.event?.type;
  if (item === undefined || type === undefined) return [];
  const all = compiled.charts[item.chart]?.steps.values() ?? [];
  return [...all].filter(
    ({ event, from }) => event === type && (from === '' || isIn(item.value, from)),
  );
}

const ruleText = ({ event, from, body }: Step): string =>
  stringify({ [event]: { ...(from !== '' && { from }), ...given(body) } }).trimEnd();

/** What the rule says; lists and objects that stand empty say nothing. */
const given = (body: object): object =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => !isEmpty(value)));

const isEmpty = (value: unknown): boolean =>
  value === undefined ||
  (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
