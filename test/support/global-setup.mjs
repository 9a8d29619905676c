// Jest loads this and global-teardown.mjs without compiling them, hence plain JavaScript.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runs } from './test-server-folder.mjs';

/** Starts nothing (the first test that asks for a database does); notes that this run may use the server. */
export default function setUp() {
  mkdirSync(runs, { recursive: true });
  writeFileSync(join(runs, String(process.pid)), '');
}
