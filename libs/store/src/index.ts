export { correctionsOf, type Correction } from './corrections.js';
export { lookUpKeys, type AcceptedKey, type KeyLookup } from './accepted-keys.js';
export {
  claimDueChecks,
  ensureChecks,
  isCheckDue,
  keepCheck,
  listChecks,
  type CheckRow,
  type DueCheck,
} from './check-rows.js';
export {
  addressesOf,
  listAddresses,
  readAddress,
  removeAddress,
  writeAddress,
  type AddressOwner,
  type AddressRow,
  type OwnedAddress,
} from './address-rows.js';
export { ensureApplicationLogin } from './application-login.js';
export {
  pauseChannelRow,
  pausedChannels,
  resumeChannelRow,
  type PausedChannel,
} from './channel-state-rows.js';
export { connect, inTransaction, type Session, type Store } from './connect.js';
export { databaseNow } from './database-clock.js';
export { listDecisions } from './decisions.js';
export {
  hasEvidenceContent,
  insertEvidenceContent,
  insertEvidenceFile,
  listEvidenceFiles,
  readEvidenceContent,
  type EvidencePlace,
  type EvidenceRow,
} from './evidence-rows.js';
export {
  feedByToken,
  insertFeed,
  listFeeds,
  revokeFeed,
  rotateFeed,
  type FeedRow,
} from './feed-rows.js';
export {
  historyPage,
  storedEntries,
  type ChainName,
  type HistoryPage,
  type HistoryRow,
  type SearchedColumns,
  type StoredEntry,
} from './history.js';
export {
  countUnread,
  listInbox,
  markAllRead,
  markInbox,
  type InboxOwner,
  type InboxPlace,
  type InboxRow,
} from './inbox-rows.js';
export {
  applyMigrations,
  MigrateError,
  migrationsFolder,
  prepareSchema,
  readMigrations,
  type MigrateResult,
} from './migrate.js';
export {
  appendToOrganisation,
  definitionByHash,
  ensureOrganisation,
  insertDefinition,
  listDefinitions,
  listOrganisations,
  lockOrganisation,
  organisationHead,
  type DefinitionRow,
  type OrganisationHead,
} from './organisations.js';
export {
  listGrants,
  upsertGrants,
  upsertPeople,
  writeGrants,
  writePeople,
  type GrantRow,
  type NewGrant,
  type Person,
} from './people.js';
export { backlogOf, latenessOver, type Backlog, type Lateness } from './operation-rows.js';
export {
  readPreferences,
  rescheduleHeld,
  waitingFor,
  writePreference,
  type PreferenceRow,
} from './preference-rows.js';
export {
  insertProgramme,
  listProgrammes,
  loadProgramme,
  lockProgramme,
  readVersion,
  type ProgrammeRow,
  type ProgrammeVersion,
  type StoredProgramme,
} from './programme-row.js';
export { writeMigration, type MigrationWrite } from './migrate-programme.js';
export {
  countMigrationProgrammes,
  failMigration,
  insertMigration,
  keepPreview,
  listMigrationProgrammes,
  readMigration,
  settleMigration,
  type MigrationProgrammeRow,
  type MigrationRow,
  type MigrationStatus,
} from './migration-rows.js';
export { claimAnchor, keepAnchored, listAnchors, type LogAnchorRow } from './log-anchors.js';
export {
  answerAsked,
  askForCheckpoint,
  checkpointCovering,
  keepCheckpoint,
  keepLogKey,
  keepTold,
  lastCheckpoint,
  listCheckpoints,
  listLogKeys,
  organisationsNotTold,
  type CheckpointRow,
  type LogKeyRow,
} from './log-checkpoints.js';
export { findLeaf, headsAt, readLogNodes } from './log-reads.js';
export {
  appendToLog,
  clearDirty,
  countDirty,
  keepLogProblem,
  lockLog,
  readDirty,
  readLogState,
  readUnlogged,
  type DirtyMark,
  type LogChain,
  type LogState,
  type NewLeaf,
  type NewNode,
  type Unlogged,
} from './log-sequencing.js';
export {
  definitionsOf,
  loggedEntries,
  sequencesAbout,
  sequencesBetween,
  type LoggedChain,
  type LoggedEntry,
  type Sequences,
} from './packed-entries.js';
export { quickCommit } from './quick-commit.js';
export { listReminders, type ReminderPlace, type ReminderRow } from './reminder-rows.js';
export { insertHold, isOnHold, liftHoldRow, listHolds, type HoldRow } from './hold-rows.js';
export {
  eraseTexts,
  insertRedaction,
  listRedactions,
  listRedactionTexts,
  noticeData,
  readRedaction,
  textsKeptSince,
  textsToErase,
  withdrawRedaction,
  type KeptTexts,
  type RedactionKey,
  type RedactionRow,
  type TextPlace,
  type TextsOf,
} from './redaction-rows.js';
export { copiedNumber, copiedText, copyOut, type CopiedRow } from './copy-out.js';
export {
  checkpointsFrom,
  claimLogVerification,
  entriesAsStored,
  entriesInOrder,
  keepLogVerification,
  leafUnlikeEntry,
  leavesBetween,
  readLogVerification,
  type LogVerification,
} from './log-verification.js';
export {
  keepSnapshot,
  lastRedacted,
  snapshotAt,
  snapshotBefore,
  type Snapshot,
} from './snapshot-rows.js';
export type { Migration } from './schema-engine.js';
export {
  claimDueTimers,
  listNotices,
  listTimers,
  nextDueIn,
  type NoticeRow,
  type TimerRow,
} from './timer-rows.js';
export {
  claimVerification,
  keepVerification,
  listVerifications,
  type VerificationRow,
} from './verification-rows.js';
export {
  writeProgrammes,
  writeRefusals,
  type KeyWrite,
  type DutyAct,
  type DutyHolder,
  type ProgrammeWrite,
  type RefusalsWrite,
  type Settlement,
  type TimerSettled,
  type TimerWrite,
  type WriteResult,
} from './write-programmes.js';
