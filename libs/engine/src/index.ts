export { type ClockAnswer, type FireAnswer, type WakeAnswer } from './clock-work.js';
export { startClock, type Clock } from './database-clock.js';
export { Engine, startEngine, type View } from './engine.js';
export { type OpenAnswer, type Opening } from './open-programme.js';
export { type Publication, type PublishAnswer } from './publish.js';
export { requestHash } from './request-hash.js';
export { type EntryHeader, type SendAnswer } from './send-answer.js';
export { sha256 } from './sha256.js';
export { type ChainEnd, type Verification, type VerificationProblem } from './verify-programme.js';
