import type { Chart } from '../definition/chart-schema.js';
import { dutiesPerformed, groupsOf } from '../definition/duties.js';
import type { Definition } from '../definition/definition.js';
import type { Field } from '../definition/field.js';
import { choices, type Report } from './message.js';
import { placedSteps } from './steps.js';

/** Duties that stand in no group, groups with a duty nobody performs, groups that separate nothing. */
export function checkDuties(definition: Definition, report: Report): void {
  for (const [name, chart] of Object.entries(definition.charts)) {
    const performed = dutiesPerformed(definition, name);
    const groups = chart.separate ?? [];
    groups.forEach((group, index) => {
      const path = ['charts', name, 'separate', index];
      for (const duty of group.filter((each) => !performed.has(each))) {
        const message = `no transition performs the duty "${duty}"; ${choices(performed, duty)}`;
        report('unknown-name', path, message);
      }
      if (new Set(group).size < group.length) {
        report('wrong-value', path, `${group.join(', ')} names a duty twice; name each once`);
      }
    });
    for (const duty of performed) {
      if (groups.some((group) => group.includes(duty))) continue;
      const message = `the duty "${duty}" is kept apart from no other; name it in a group of "separate", or leave it out`;
      report('wrong-value', ['charts', name], message);
    }
    checkBothAtOnce(name, chart, report);
  }
}

/** Who sends an event that records a value performs the duty of both: of one group, nobody may. */
function checkBothAtOnce(name: string, chart: Chart, report: Report): void {
  for (const { by, event, body, path } of placedSteps(name, chart)) {
    const duty = by === 'person' ? body.duty : undefined;
    if (duty === undefined || !body.changes.some((change) => 'record' in change)) continue;
    const apart = groupsOf(chart, duty).flat();
    for (const [field, { duty: other }] of Object.entries(chart.fields)) {
      if (other === undefined || other === duty || !apart.includes(other)) continue;
      const message = `${event} makes whoever records "${field}" ${duty} and ${other} at once, and "separate" keeps these apart; leave out one of the two duties`;
      report('wrong-value', path, message);
    }
  }
}

const DELEGATION_COLUMNS: Record<string, Field['type']> = {
  giver: 'person',
  delegate: 'person',
  events: 'names',
  items: 'items',
};

/** A register of delegations must be one, with the columns that permission is read from. */
export function checkDelegations(definition: Definition, report: Report): void {
  for (const [name, { delegations, fields }] of Object.entries(definition.charts)) {
    if (delegations === undefined) continue;
    const path = ['charts', name, 'delegations'];
    const field = fields[delegations];
    if (field?.type !== 'rows') {
      const message = `"${delegations}" is no register of the chart; ${choices(Object.keys(fields), delegations)}`;
      report('unknown-name', path, message);
      continue;
    }
    for (const [column, type] of Object.entries(DELEGATION_COLUMNS)) {
      if (field.columns?.[column]?.type === type) continue;
      const message = `register "${delegations}" says who acts for whom: it needs a column "${column}" of type ${type}`;
      report('wrong-value', path, message);
    }
  }
}
