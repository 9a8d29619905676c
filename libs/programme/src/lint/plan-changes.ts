import type { Change, Chart, Source } from '../definition/chart-schema.js';
import type { Definition } from '../definition/definition.js';
import { guardsWithin } from '../definition/guard-walk.js';
import type { Path } from '../definition/yaml-file.js';
import { choices, type Report } from './message.js';
import { placedSteps, type PlacedStep } from './steps.js';
import { unknownField, unknownRole } from './unknown-names.js';

/** Columns that the registers of a change request must have, by what they are for. */
const COLUMNS = {
  moves: ['milestone', 'newDue'],
  additions: ['title', 'due', 'profile'],
  cancellations: ['milestone'],
} as const;

/** Who decides on changes of the plan, and what a chart says that it changes. */
export function checkPlanChanges(definition: Definition, report: Report): void {
  checkAuthorities(definition, report);
  for (const [name, chart] of Object.entries(definition.charts)) {
    const at: Path = ['charts', name];
    checkChangeFields(chart, [...at, 'change'], report);
    for (const step of placedSteps(name, chart)) {
      const guards = step.body.guard === undefined ? [] : guardsWithin(step.body.guard);
      if (guards.some((guard) => 'impactKnown' in guard || 'impactStands' in guard))
        needsChange(chart, step.path, report);
      if (guards.some((guard) => 'changeApproved' in guard)) usesChange(step, report);
      for (const source of step.body.changes.flatMap(sourcesSet)) {
        if ('impact' in source) needsChange(chart, step.path, report);
        if (!('latest' in source)) continue;
        const { items } = source.latest;
        if (definition.charts[items] !== undefined) continue;
        const message = `there is no chart "${items}"; ${choices(Object.keys(definition.charts), items)}`;
        report('unknown-name', step.path, message);
      }
    }
  }
}

function checkAuthorities(definition: Definition, report: Report): void {
  const { authorities } = definition;
  if (authorities === undefined) return;
  const at: Path = ['authorities', 'rungs'];
  authorities.rungs.forEach((rung, index) => {
    unknownRole(definition, rung.role, [...at, index, 'role'], report);
    if (rung.recordedBy !== undefined)
      unknownRole(definition, rung.recordedBy, [...at, index, 'recordedBy'], report);
    rung.reservedItems
      .filter((item) => definition.items[item] === undefined)
      .forEach((item) => {
        const message = `there is no item "${item}"; ${choices(Object.keys(definition.items), item)}`;
        report('unknown-name', [...at, index, 'reservedItems'], message);
      });
  });
  for (const profile of authorities.keyProfiles) {
    if (definition.profiles[profile] !== undefined) continue;
    const message = `there is no reminder profile "${profile}"; ${choices(Object.keys(definition.profiles), profile)}`;
    report('unknown-name', ['authorities', 'keyProfiles'], message);
  }
  const last = authorities.rungs.at(-1);
  if (last === undefined) return;
  const isUnlimited = last.upToWorkingDays === undefined;
  if (isUnlimited && last.mayTouchKey && last.mayBreachHard && last.mayAddOrCancel) return;
  const message = `"${last.role}" stands last and does not decide on everything, so some changes would have nobody to go to; let it touch key milestones and hard dates, add and cancel, without "upToWorkingDays"`;
  report('wrong-value', [...at, authorities.rungs.length - 1], message);
}

/** An approved change is used once: whatever uses it has to say so on the change. */
function usesChange({ event, body, path }: PlacedStep, report: Report): void {
  const isMarked = body.changes.some(
    (change) =>
      'item' in change &&
      'set' in change &&
      'payload' in change.item &&
      change.item.payload === 'change' &&
      change.set['usedBy'] !== undefined,
  );
  if (isMarked) return;
  const message = `${event} acts on an approved change and leaves it to be used again; mark it with "changes: [{ set: { usedBy: { self: id } }, item: { payload: change } }]"`;
  report('wrong-value', path, message);
}

function checkChangeFields(chart: Chart, at: Path, report: Report): void {
  if (chart.change === undefined) return;
  for (const [part, field] of Object.entries(chart.change)) {
    if (field !== undefined) unknownField(chart.fields, field, [...at, part], report);
  }
  for (const [part, columns] of Object.entries(COLUMNS)) {
    const field = chart.change[part as keyof typeof COLUMNS]; // its own keys
    const known = chart.fields[field]?.columns ?? {};
    columns.forEach((column) =>
      unknownField(known, column, [...at, part], report, `register "${field}"`),
    );
  }
}

function needsChange(chart: Chart, path: Path, report: Report): void {
  if (chart.change !== undefined) return;
  const message = `the impact is computed from what an item asks to change; chart "${chart.title}" does not say where that stands: give it "change"`;
  report('wrong-value', path, message);
}

const sourcesSet = (change: Change): Source[] =>
  'set' in change
    ? Object.values(change.set)
    : 'createItem' in change
      ? Object.values(change.createItem.data)
      : [];
