import type { Definition } from '../definition/definition.js';
import { dutiesPerformed } from '../definition/duties.js';
import { statesWithin } from '../definition/guard-walk.js';
import type { Path } from '../definition/yaml-file.js';
import { choices, type Report } from './message.js';

/** Where a migration leads: states, fields, duties and items must be there, and no two of a kind lead to one item, field or duty. */
export function checkMigration(definition: Definition, report: Report): void {
  const { migration, charts, items } = definition;
  if (migration === undefined) return;
  const at: Path = ['migration'];
  const known = (path: Path, what: string, name: string, names: string[]) => {
    if (names.includes(name)) return;
    report('unknown-name', path, `there is no ${what} "${name}"; ${choices(names, name)}`);
  };
  for (const [chart, states] of Object.entries(migration.states)) {
    known([...at, 'states', chart], 'chart', chart, Object.keys(charts));
    const paths = statesWithin(charts[chart]?.states ?? {}).map(([path]) => path);
    for (const [old, state] of Object.entries(states)) {
      if (charts[chart] !== undefined) known([...at, 'states', chart, old], 'state', state, paths);
    }
  }
  for (const [chart, fields] of Object.entries(migration.fields)) {
    known([...at, 'fields', chart], 'chart', chart, Object.keys(charts));
    const names = Object.keys(charts[chart]?.fields ?? {});
    for (const [old, field] of Object.entries(fields)) {
      if (charts[chart] !== undefined) known([...at, 'fields', chart, old], 'field', field, names);
    }
    twice(fields, [...at, 'fields', chart], report);
  }
  for (const [chart, duties] of Object.entries(migration.duties ?? {})) {
    known([...at, 'duties', chart], 'chart', chart, Object.keys(charts));
    const names = [...dutiesPerformed(definition, chart)];
    for (const [old, duty] of Object.entries(duties)) {
      if (charts[chart] !== undefined) known([...at, 'duties', chart, old], 'duty', duty, names);
    }
    twice(duties, [...at, 'duties', chart], report);
  }
  for (const [old, item] of Object.entries(migration.items)) {
    known([...at, 'items', old], 'item', item, Object.keys(items));
  }
  twice(migration.items, [...at, 'items'], report);
}

function twice(names: Record<string, string>, at: Path, report: Report): void {
  const seen = new Map<string, string>();
  for (const [old, now] of Object.entries(names)) {
    const other = seen.get(now);
    if (other !== undefined) {
      report('wrong-value', [...at, old], `"${other}" and "${old}" both lead to "${now}"`);
    }
    seen.set(now, old);
  }
}
