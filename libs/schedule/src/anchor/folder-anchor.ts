import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileNameOf, saysTheSame, standsThere, type Anchor } from './anchor.js';

/** A folder, best one that takes new files only (WORM): each checkpoint is a file, never overwritten. */
export function folderAnchor(folder: string): Anchor {
  return {
    name: 'folder',
    place: folder,
    put: async (checkpoint) => {
      await mkdir(folder, { recursive: true });
      await putFile(folder, checkpoint);
    },
  };
}

/** Writes the checkpoint into a folder unless it is there; gives the name of its file. */
export async function putFile(
  folder: string,
  checkpoint: Parameters<Anchor['put']>[0],
): Promise<string> {
  const name = fileNameOf(checkpoint);
  const path = join(folder, name);
  try {
    await writeFile(path, checkpoint.note, { flag: 'wx', mode: 0o444 });
  } catch (error) {
    // Boundary: what the file system throws has a code.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (saysTheSame(await readFile(path, 'utf8'), checkpoint.note)) return name;
    throw standsThere(checkpoint.size, path);
  }
  return name;
}
