export { type ClockAnswer, type FireAnswer, type WakeAnswer } from './clock-work.js';
export { type Clock } from './database-clock.js';
export { Engine, startEngine, type View } from './engine.js';
export {
  type MigrateAnswer,
  type MigrationAsked,
  type PreviewAnswer,
} from './migrate-programme.js';
export { type OpenAnswer, type Opening } from './open-programme.js';
export { type Preview } from './preview.js';
export { type Publication, type PublishAnswer } from './publish.js';
export { sha256 } from './sha256.js';
export { verifyEd25519 } from './verify-ed25519.js';
export { type EntryHeader, type SendAnswer } from './send-answer.js';
export { type ChainEnd, type Verification, type VerificationProblem } from './verify-programme.js';
export type { ProgrammeName } from './state-cache.js';
export { type AsAt, type NoPast, type PastView } from './view-at.js';
