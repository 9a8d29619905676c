import { dutiesPerformed } from '../definition/duties.js';
import type { Definition } from '../definition/definition.js';
import { choices, type Report } from './message.js';

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
  }
}
