// Lets plain Node run the sources, for tests that start a process of their own:
//   node --conditions=source --import ./test/support/run-ts.mjs apps/worker/src/main.ts
import { register } from 'node:module';

register('./run-ts-hooks.mjs', import.meta.url);
