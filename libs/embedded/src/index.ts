export { EmbeddedError } from './embedded-error.js';
export { startPostgres, type EmbeddedOptions, type EmbeddedPostgres } from './start.js';
