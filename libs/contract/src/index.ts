export {
  addressable,
  AddressTested,
  ChannelAddress,
  ChannelAddressList,
  ChannelAddressNamed,
  NewChannelAddress,
} from './addresses.js';
export { AsAt, AsAtQuery, DifferenceQuery, Differences } from './as-at.js';
export { AvailableEvent, AvailableList } from './available.js';
export { BaselineComparison, BaselineList, BaselinePair, PlannedMilestone } from './baselines.js';
export { CalendarList, CalendarView } from './calendars.js';
export { dayWords, plannedWords } from './day-words.js';
export {
  DefinitionList,
  DefinitionPublished,
  DefinitionQuery,
  NewDefinition,
} from './definitions.js';
export {
  DeliveryResent,
  FailedDeliveries,
  FailedDelivery,
  FailedDeliveryFilter,
} from './deliveries.js';
export { EventAccepted, IdempotencyKey, NewEvent } from './events.js';
export {
  EvidenceAdded,
  EvidenceFile,
  EvidenceList,
  EvidenceQuery,
  evidenceSource,
  HeldEvidence,
  namedEvidence,
  NewEvidence,
} from './evidence.js';
export { CalendarFeed, CalendarFeedList, CalendarFeedMade, NewCalendarFeed } from './feeds.js';
export { Decision, DecisionList, DecisionQuery } from './decisions.js';
export {
  InclusionQuery,
  LogCheckpoint,
  LogConsistency,
  LogConsistencyQuery,
  LogInclusion,
  LogKeys,
  LogView,
} from './log.js';
export { PackRequest } from './packs.js';
export { Finding, Quote } from './finding.js';
export { HistoryEntry, HistoryPage, HistoryQuery, HistoryVerdict } from './history.js';
export { Inbox, InboxMarked, InboxQuery, InboxReadAll } from './inbox.js';
export { ItemList, ItemSummary, ItemValue, ItemView } from './items.js';
export { Me } from './me.js';
export {
  MigratedProgramme,
  MigrationDetail,
  MigrationPage,
  MigrationPageQuery,
  MigrationSummary,
  MigrationView,
  NewMigration,
} from './migrations.js';
export { Milestone, MilestoneList } from './milestones.js';
export { Morning, MorningColours } from './morning.js';
export {
  NoticeFilter,
  NoticeList,
  NoticeView,
  Reminder,
  ReminderFilter,
  ReminderList,
} from './notices.js';
export { NoticePreview, NoticePreviewQuery } from './notice-preview.js';
export { personaGrants, personaPeople, personas, type Persona } from './personas.js';
export {
  ChannelPause,
  Operations,
  OperationsFilter,
  OperationsPageFilter,
  pausable,
} from './operations.js';
export type { Language } from './language.js';
export { NewPreferences, Preferences } from './preferences.js';
export { presentBaselines, presentComparison } from './present-baseline.js';
export { presentCalendars } from './present-calendar.js';
export { presentMilestones } from './present-milestone.js';
export { Preview, PreviewedItem, PreviewedMilestone } from './preview.js';
export { problemKinds, problemSlug, type ProblemCode, type ProblemKind } from './problem-kinds.js';
export { Problem, ProblemPlace } from './problem.js';
export {
  HoldList,
  HoldView,
  NewHold,
  NewRedaction,
  RedactionList,
  RedactionView,
  RetentionView,
} from './redactions.js';
export { ReportList, ReportQuery, ReportTable, type ReportFormat } from './reports.js';
export {
  ClockMove,
  ClockMoved,
  NewGrant,
  NewProgramme,
  ProgrammeList,
  ProgrammeSummary,
  ProgrammeView,
} from './programmes.js';
export { Task, TaskList } from './tasks.js';
