export {
  ConfigError,
  readConfig,
  withoutPassword,
  type Config,
  type Environment,
} from './config.js';
export { openLog } from './log.js';
export type { EvidenceConfig, S3Config } from './evidence-config.js';
