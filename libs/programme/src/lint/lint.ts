import { compileDefinition, type CompiledDefinition } from '../chart/compile.js';
import type { Definition } from '../definition/definition.js';
import type { Locate } from '../definition/load.js';
import { checkAsking } from './approvals.js';
import { checkCalendars } from './calendars.js';
import { checkCharts } from './charts.js';
import { checkChecks } from './checks.js';
import { checkDecisiveValues } from './decisive-values.js';
import { checkDelegations, checkDuties, checkOverrides, checkStatedColours } from './duties.js';
import { checkItems } from './items.js';
import { checkLoops } from './loops.js';
import { checkMigration } from './migration.js';
import type { LintMessage, Located, Report } from './message.js';
import { checkNames } from './names.js';
import { checkNever } from './never.js';
import { checkPlanChanges } from './plan-changes.js';
import { checkQuorums } from './quorums.js';

/**
 * Finds what would go wrong once a programme of this definition runs. Names come first: charts are
 * explored, up to EXPLORATION_BOUND combinations of states each, only when all names are known.
 *
 * @param compile gives the definition compiled; asked only when all names are known
 * @returns every message with its file, line and column; empty when the definition may be published
 */
export function lint(
  definition: Definition,
  locate: Locate,
  compile: () => CompiledDefinition = () => compileDefinition(definition, ''),
): Located[] {
  const messages: LintMessage[] = [];
  const report: Report = (rule, path, message) => {
    messages.push({ rule, path, message });
  };
  checkNames(definition, report);
  checkCalendars(definition, report);
  checkItems(definition, report);
  checkDuties(definition, report);
  checkAsking(definition, report);
  checkDelegations(definition, report);
  checkOverrides(definition, report);
  checkStatedColours(definition, report);
  checkMigration(definition, report);
  checkPlanChanges(definition, report);
  checkQuorums(definition, report);
  checkChecks(definition, report);
  checkDecisiveValues(definition, report);
  if (!messages.some((each) => each.rule === 'unknown-name')) {
    const explorations = checkCharts(compile(), report);
    checkNever(definition, explorations, report);
    checkLoops(definition, explorations, report);
  }
  return messages.map((each) => ({ ...each, ...locate(each.path) })).map(withoutDepth);
}

function withoutDepth({ rule, path, message, file, line, column }: Located): Located {
  return { rule, path, message, file, line, column };
}
