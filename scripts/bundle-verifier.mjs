// The verifier that auditors take: one file that imports nothing but node:*, and its hash. The same
// sources give the same bytes anywhere, so whoever doubts the hash can build it again.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const checkout = dirname(dirname(fileURLToPath(import.meta.url)));

/** Bundles it from its main file, and writes `verify.mjs` and `verify.mjs.sha256` into a folder. */
export function bundleVerifier(entry, folder, conditions = []) {
  const { version } = JSON.parse(readFileSync(join(checkout, 'package.json'), 'utf8'));
  const file = join(folder, 'verify.mjs');
  const result = spawnSync(
    join(checkout, 'node_modules/.bin/esbuild'),
    [
      entry,
      '--bundle',
      '--platform=node',
      '--format=esm',
      '--target=node20',
      '--charset=utf8',
      ...conditions.map((condition) => `--conditions=${condition}`),
      `--banner:js=import{createRequire as requireFrom}from'node:module';const require=requireFrom(import.meta.url);`,
      `--define:EVOLVE_VERSION="${version}"`,
      `--outfile=${file}`,
      '--log-level=warning',
    ],
    { cwd: checkout, encoding: 'utf8' },
  );
  if (result.status !== 0) throw new Error(`The verifier was not bundled: ${result.stderr}`);
  const hash = createHash('sha256').update(readFileSync(file)).digest('hex');
  writeFileSync(`${file}.sha256`, `${hash}  verify.mjs\n`);
}
