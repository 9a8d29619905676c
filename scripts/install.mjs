// Installs the dependencies when they are missing or no longer fit package-lock.json.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const checkout = dirname(dirname(fileURLToPath(import.meta.url)));
const lockFile = join(checkout, 'package-lock.json');
const stamp = join(checkout, 'node_modules/.evolve-lock');
const installed = join(checkout, 'node_modules/.package-lock.json');

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  fail(`Evolve needs Node 20.19 or later; this is ${process.versions.node}.`);
}
if (!isInstalled()) install();

function isInstalled() {
  if (!existsSync(installed)) return false;
  if (existsSync(stamp)) return readFileSync(stamp, 'utf8') === wanted();
  // Installed by hand, after package-lock.json last changed: nothing to add to it.
  if (statSync(installed).mtimeMs < statSync(lockFile).mtimeMs) return false;
  writeFileSync(stamp, wanted());
  return true;
}

/** The platform counts too: some packages hold programs for one platform only. */
function wanted() {
  const hash = createHash('sha256').update(readFileSync(lockFile)).digest('hex');
  return `${hash} ${process.platform}-${process.arch}\n`;
}

function install() {
  console.log('Installing dependencies (about a minute) …');
  // The npm that runs us, if one does. Development packages too: the build needs them.
  const npm = process.env.npm_execpath;
  const [command, ...first] = npm ? [process.execPath, npm] : ['npm'];
  const args = [...first, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const run = spawnSync(command, args, { cwd: checkout, encoding: 'utf8' });
  if (run.status !== 0) {
    const said = `${run.error?.message ?? ''}\n${run.stdout ?? ''}\n${run.stderr ?? ''}`.trim();
    fail(`"npm ci" failed:\n${said.split('\n').slice(-15).join('\n')}`);
  }
  writeFileSync(stamp, wanted());
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
