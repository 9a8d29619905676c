import { randomBytes } from 'node:crypto';
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { EmbeddedError } from './embedded-error.js';
import { runToEnd, type Launcher } from './launcher.js';

/** The superuser of the private server. */
export const superuser = 'postgres';

/** Makes the data folder under `folder` unless there is one, and returns its path. */
export function ensureCluster(folder: string, initdb: string, launcher: Launcher): string {
  const data = join(folder, 'data');
  if (existsSync(join(data, 'PG_VERSION'))) {
    ownBy(data, launcher);
    return data;
  }
  if (existsSync(data)) {
    throw new EmbeddedError(
      `"${data}" exists but is no PostgreSQL data folder (it has no PG_VERSION). Move it away.`,
    );
  }
  for (const name of readdirSync(folder)) {
    if (name.startsWith('data.new-')) rmSync(join(folder, name), { recursive: true, force: true });
  }
  // Made beside it and renamed when whole: an initdb killed half-way leaves nothing that looks like data.
  const draft = join(folder, `data.new-${process.pid}`);
  mkdirSync(draft, { mode: 0o700 });
  chown(draft, launcher);
  const passwordFile = join(folder, 'data.new-password');
  writeFileSync(passwordFile, `${ensurePassword(folder)}\n`, { mode: 0o600 });
  chown(passwordFile, launcher);
  try {
    initialise(initdb, launcher, draft, passwordFile);
    renameSync(draft, data);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(draft, { recursive: true, force: true });
  }
  return data;
}

/**
 * The superuser's password, random and kept for this folder's owner only.
 * Throws EmbeddedError when there is data but its password has gone.
 */
export function ensurePassword(folder: string): string {
  const path = join(folder, 'password');
  if (existsSync(path)) return readFileSync(path, 'utf8').trim();
  if (existsSync(join(folder, 'data/PG_VERSION'))) {
    throw new EmbeddedError(
      `The password of the private PostgreSQL is missing: "${path}". ` +
        `Put it back, or remove "${folder}" to start again without the data in it.`,
    );
  }
  const password = randomBytes(24).toString('base64url');
  writeFileSync(path, `${password}\n`, { mode: 0o600 });
  return password;
}

function initialise(initdb: string, launcher: Launcher, draft: string, passwordFile: string) {
  const { code, output } = runToEnd(launcher, initdb, [
    `--pgdata=${draft}`,
    `--username=${superuser}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // The same sorting everywhere, whatever languages the machine has.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ]);
  if (code === 0) return;
  throw new EmbeddedError(`initdb could not make "${draft}": ${lastLines(output)}`);
}

/** The last few lines of a program's output, as one line. */
export function lastLines(output: string): string {
  const lines = output.split('\n').map((line) => line.trim());
  return lines.filter(Boolean).slice(-4).join(' | ');
}

/** Data made under one launcher may be started under another later, as when root follows a user. */
function ownBy(data: string, launcher: Launcher) {
  if (statSync(data).uid === launcher.owner.uid) return;
  const { uid, gid } = launcher.owner;
  const self: Launcher = { prefix: [], owner: launcher.owner };
  const { code, output } = runToEnd(self, 'chown', ['-R', `${uid}:${gid}`, data]);
  if (code !== 0) {
    throw new EmbeddedError(
      `"${data}" belongs to user ${statSync(data).uid} and cannot be given to ${uid}: ${lastLines(output)}`,
    );
  }
}

function chown(path: string, { drop }: Launcher) {
  if (drop) chownSync(path, drop.uid, drop.gid);
}
