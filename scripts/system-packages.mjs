// Makes sure that programs which npm cannot install are there, for the tests:
//   node scripts/system-packages.mjs redis-server faketime
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = process.argv.slice(2);
const missing = names.filter((name) => !isOnPath(name));
if (missing.length > 0) install(missing);

function install(packages) {
  if (!existsSync('/etc/debian_version') || process.getuid?.() !== 0) {
    fail(
      `Missing: ${packages.join(', ')}. Install with your system's package manager, for example ` +
        `"sudo apt-get install ${packages.join(' ')}" or "brew install ${packages.map(brewName).join(' ')}".`,
    );
  }
  console.log(`Installing ${packages.join(', ')} with apt-get …`);
  apt('update', '-q');
  apt('install', '-y', '-q', '--no-install-recommends', ...packages);
  const still = packages.filter((name) => !isOnPath(name));
  if (still.length > 0) fail(`apt-get installed no program called ${still.join(', ')}.`);
}

function apt(...args) {
  // A package must not start its service here: the tests start their own servers.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const run = spawnSync('apt-get', args, { encoding: 'utf8', env });
  if (run.status === 0) return;
  const said = `${run.error?.message ?? ''}\n${run.stdout}\n${run.stderr}`.trim().split('\n');
  fail(`"apt-get ${args.join(' ')}" failed: ${said.slice(-4).join(' | ')}`);
}

function brewName(name) {
  return { 'redis-server': 'redis', faketime: 'libfaketime' }[name] ?? name;
}

function isOnPath(name) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
