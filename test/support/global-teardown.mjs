import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pidFile, runs } from './test-server-folder.mjs';

/** Stops the test server when no other Jest run of this checkout is left. */
export default async function tearDown() {
  rmSync(join(runs, String(process.pid)), { force: true });
  if (readdirSync(runs).some((pid) => isAlive(Number(pid)))) return;
  rmSync(runs, { recursive: true, force: true });
  const server = Number(readPidFile().split('\n')[0]);
  if (!(server > 0) || !isAlive(server)) return;
  process.kill(server, 'SIGINT');
  // PostgreSQL removes the file as the last thing it does.
  for (let waited = 0; readPidFile() !== '' && waited < 500; waited += 1) await sleep(20);
}

function readPidFile() {
  try {
    return readFileSync(pidFile, 'utf8');
  } catch {
    return '';
  }
}

function isAlive(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}
