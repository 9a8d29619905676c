// The page that verifies a pack in a browser: one file, with its script and its style in it and no
// way to any network. The same sources give the same bytes anywhere.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const checkout = dirname(dirname(fileURLToPath(import.meta.url)));
const sources = join(checkout, 'apps/cli/src/verifier-page');

/** Bundles it from its main file, and writes `verify.html` into a folder. */
export function bundleVerifierPage(entry, folder, conditions = []) {
  const result = spawnSync(
    join(checkout, 'node_modules/.bin/esbuild'),
    [
      entry,
      '--bundle',
      '--minify',
      '--platform=browser',
      '--format=iife',
      '--target=es2022',
      '--charset=utf8',
      '--legal-comments=none',
      ...conditions.map((condition) => `--conditions=${condition}`),
      '--log-level=warning',
    ],
    { cwd: checkout, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (result.status !== 0) throw new Error(`The page was not bundled: ${result.stderr}`);
  // What would end the element early cannot stand in it.
  const script = `\n${result.stdout.trim().replaceAll(/<\/(?=script)/gi, String.raw`<\/`)}\n`;
  const style = `\n${readFileSync(join(sources, 'page.css'), 'utf8').trim()}\n`;
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    "form-action 'none'",
    "base-uri 'none'",
  ].join('; ');
  const parts = { policy, style, script };
  const page = readFileSync(join(sources, 'page.html'), 'utf8').replaceAll(
    /\s*\/\* (policy|style|script) \*\/\s*/g,
    (_, name) => parts[name],
  );
  writeFileSync(join(folder, 'verify.html'), page);
}

const hashOf = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
