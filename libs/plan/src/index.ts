export { addDays, calendarDaysBetween, isIsoDate, type IsoDate } from './day-number.js';
export {
  addWorkingDays,
  createCalendar,
  joinCalendars,
  workingDaysBetween,
  type CalendarSource,
  type WorkingCalendar,
} from './working-calendar.js';
export { countryHolidays, HOLIDAY_LIBRARY, type CountryHolidays } from './country-holidays.js';
export { localTime, secondsBetween, toInstant, toLocalDate, type Instant } from './zone-time.js';
export {
  checkPlannedDate,
  committedDate,
  effectiveDeadline,
  strictDeadline,
  type DateReading,
  type PlannedDate,
  type Precision,
  type RelativeDate,
} from './planned-date.js';
export { countedFrom } from './relative-date.js';
export {
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
export type { NetworkLink, NetworkMilestone } from './network-milestone.js';
export { network, type Network, type NetworkPlace } from './network.js';
export { slippage, type Slippage } from './slippage.js';
export { rag, type Rag, type RagFacts, type RagRules } from './rag.js';
export { nextOccurrence, type Cadence } from './recurrence.js';
