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

/** What one event makes people must not be kept apart: it could be one and the same person. */
function checkBothAtOnce(name: string, chart: Chart, report: Report): void {
  for (const step of placedSteps(name, chart)) {
    const { event, body, path } = step;
    const named = body.changes.flatMap((change) => ('duty' in change ? [change.duty] : []));
    const own = step.by === 'person' ? (step.body.duty ?? []) : [];
    const duties = [own, named].flat();
    const records = body.changes.some((change) => 'record' in change);
    const recorded = records ? Object.values(chart.fields).flatMap(({ duty }) => duty ?? []) : [];
    if (step.by === 'system' && named.length > 0) {
      const message = `${event} is fired by the system, and a rule makes nobody "${named.join('" or "')}"; let an event that a person sends do it`;
      report('wrong-value', path, message);
    }
    for (const [index, duty] of duties.entries()) {
      const apart = groupsOf(chart, duty).flat();
      const others = [...duties.slice(index + 1), ...recorded];
      const clash = others.find((other) => other !== duty && apart.includes(other));
      if (clash === undefined) continue;
      const message = `${event} could make one person ${duty} and ${clash} at once, and "separate" keeps these apart; leave out one of the two duties`;
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

/** What is reported as an override must be a register. */
export function checkOverrides(definition: Definition, report: Report): void {
  for (const [name, { overrides, fields }] of Object.entries(definition.charts)) {
    if (overrides === undefined || fields[overrides]?.type === 'rows') continue;
    const message = `"${overrides}" is no register of the chart; ${choices(Object.keys(fields), overrides)}`;
    report('unknown-name', ['charts', name, 'overrides'], message);
  }
}

/** A colour stated needs a reason and whoever states it; its end is a column of every register. */
export function checkStatedColours(definition: Definition, report: Report): void {
  for (const [name, { schedule, fields }] of Object.entries(definition.charts)) {
    const field = fields[schedule?.statedColours ?? ''];
    for (const [column, type] of Object.entries(COLOUR_COLUMNS)) {
      if (field === undefined || field.columns?.[column]?.type === type) continue;
      const message = `"${schedule?.statedColours}" holds colours stated: it must be rows with a column "${column}" of type ${type}`;
      report('wrong-value', ['charts', name, 'schedule', 'statedColours'], message);
    }
  }
}

const COLOUR_COLUMNS = { colour: 'choice', reason: 'text', by: 'person' };
