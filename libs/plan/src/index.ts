export { addDays, calendarDaysBetween, isIsoDate, type IsoDate } from './day-number.js';
export {
  addWorkingDays,
  createCalendar,
  isWorkingDay,
  rollBack,
  rollForward,
  workingDaysBetween,
  type CalendarSource,
  type WorkingCalendar,
} from './working-calendar.js';
export {
  endOfDay,
  isTimeOfDay,
  secondsBetween,
  toInstant,
  toLocalDate,
  type Instant,
} from './zone-time.js';
export {
  checkPlannedDate,
  committedDate,
  effectiveDeadline,
  lastDay,
  strictDeadline,
  type DateReading,
  type PlannedDate,
  type Precision,
} from './planned-date.js';
export {
  checkReminderProfile,
  isWatch,
  type AfterDue,
  type DeadlineProfile,
  type ReminderProfile,
  type WatchProfile,
} from './reminder-profile.js';
export {
  catchUp,
  nextReminder,
  reminderSchedule,
  uncheckedWatches,
  type Reminder,
  type ReminderWindow,
} from './reminder-schedule.js';
export type {
  EscalationLadder,
  EscalationLevel,
  EscalationStep,
  SlipCondition,
} from './escalation-ladder.js';
export {
  escalationLevel,
  escalationSteps,
  type DayCountFacts,
  type EscalationFacts,
  type EscalationState,
  type EscalationStepDate,
} from './escalation.js';
export { slippage, type Slippage } from './slippage.js';
export { rag, type Rag, type RagFacts, type RagRules } from './rag.js';
export {
  consultationMinimum,
  ruleInForce,
  type ConsultationRule,
  type EffectiveDated,
} from './effective-rules.js';
