export {
  compileDefinition,
  type CompiledChart,
  type CompiledDefinition,
  type Step,
} from './chart/compile.js';
export { stateWords } from './chart/state-value.js';
export { available, type Available } from './decide/available.js';
export { decide, type Decision } from './decide/decide.js';
export { foldEntry } from './decide/fold.js';
export { reservedNames, type PayloadProblem } from './decide/payload.js';
export type { Outcome } from './decide/outcome.js';
export {
  delegationIn,
  delegationsOf,
  giversTo,
  inForceAbout,
  type Delegation,
} from './decide/delegation.js';
export { IMAGINED, onceApproved } from './decide/once-approved.js';
export { open, type Opened } from './decide/open.js';
export { rehearsalSalts, sealAll } from './decide/seal.js';
export { tasks, type Task, type Vote } from './decide/tasks.js';
export { wake, type Woken } from './decide/wake.js';
export type { Chart, State, Transition } from './definition/chart-schema.js';
export { withDays } from './definition/days-from-today.js';
export { Calendar, HolidayTable } from './definition/calendar-schema.js';
export { Definition } from './definition/definition.js';
export { groupName, groupsOf } from './definition/duties.js';
export type { Field } from './definition/field.js';
export { definitionHash } from './definition/hash.js';
export { editorSchema } from './definition/json-schema.js';
export { loadCalendars } from './definition/load-calendars.js';
export { managerOf } from './definition/manager.js';
export { plainly } from './definition/plainly.js';
export { roleName } from './definition/role-name.js';
export { loadDefinition, type Loaded, type Locate, type Problem } from './definition/load.js';
export {
  compareStates,
  type ItemDifference,
  type ValueDifference,
} from './history/compare-states.js';
export { inChartOrder } from './history/in-chart-order.js';
export { checkDefinition } from './lint/check-definition.js';
export { lint } from './lint/lint.js';
export type { LintRule, Located } from './lint/message.js';
export type { Blocker, ItemMoved } from './migrate/map-items.js';
export { redactionEntry, type RedactionAct } from './decide/redaction.js';
export type { MigrationAct, MigrationPreview } from './migrate/migration-preview.js';
export { applyMigration, planMigration } from './migrate/plan-migration.js';
export {
  refusalCodes,
  type Actor,
  type Answer,
  type Clock,
  type EventMark,
  type EventRequest,
  type Finding,
  type Grant,
  type ItemState,
  type Json,
  type JsonObject,
  type Mark,
  type Notice,
  type ProgrammeState,
  type Refusal,
  type RefusalCode,
  type StateValue,
  type Timer,
  type TimerChanges,
  type TimerKind,
  type ValueMark,
} from './model.js';
export { recordedLate } from './report/backdated.js';
export {
  eventAttributes,
  loggedEvent,
  loggedObjects,
  objectAttributes,
  type LoggedObject,
} from './report/event-log.js';
export { reports } from './report/reports.js';
export type { Cell, Report, Told } from './report/report.js';
export {
  rehearse,
  type Rehearsal,
  type RehearsedNotice,
  type RehearsedRefusal,
} from './rehearse/rehearse.js';
export {
  loadScript,
  rowKey,
  scriptActor,
  scriptInstant,
  type Script,
  type ScriptRow,
} from './rehearse/script.js';
export {
  baselinesOf,
  compareBaselines,
  type Baseline,
  type BaselineComparison,
  type PlannedMilestone,
} from './schedule/baselines.js';
export { fireTogether, isTold, toldBy, type Together } from './schedule/fire-together.js';
export { firstDue, timerId } from './schedule/firing-order.js';
export {
  impactOf,
  planImpact,
  type Impact,
  type MilestoneImpact,
  type Move,
} from './schedule/impact.js';
export { adoptionProblem, tableHash } from './schedule/adoption.js';
export { calendarName, calendarOf, tablesOf } from './schedule/calendars.js';
export { hears } from './schedule/hears.js';
export { milestonePlan, ragOf, slipOf, type MilestonePlan } from './schedule/milestone.js';
export { statedColour } from './schedule/stated-colour.js';
export { networkOf, placeOf, type MilestonePlace } from './schedule/network-of.js';
export { dataQuality, type HeldRole } from './schedule/data-quality.js';
export { morningOf, nextMorning, type MorningMilestone } from './schedule/morning.js';
export { hasProgrammeEnded } from './chart/ended.js';
export { raiseIssues } from './schedule/raise-issues.js';
export { remind, type Reminded } from './schedule/remind.js';
export { newlyUncounted, uncounted } from './schedule/uncounted.js';
export { standing, type Standing } from './schedule/standing.js';
export { timerChanges } from './schedule/timers.js';
