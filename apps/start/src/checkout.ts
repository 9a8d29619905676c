import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of this checkout, seen from the source and from the build alike. */
export const checkout = above(import.meta.dirname);

function above(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('No folder above this file has a package.json.');
  return above(parent);
}
