export {
  ConfigError,
  readConfig,
  withoutPassword,
  type Config,
  type Environment,
} from './config.js';
export { openLog } from './log.js';
