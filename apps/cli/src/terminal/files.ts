import {
  createReadStream,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Io } from './io.js';

/** Reads a file of this machine. */
export const readBytes: Io['readBytes'] = (path, most) => {
  if (!existsSync(path) || !statSync(path).isFile()) return null;
  return statSync(path).size > most ? 'too large' : readFileSync(path);
};

/** A folder of this machine: its plain files, none that a link leads to. */
export const readFolder: Io['readFolder'] = (path) => {
  if (!existsSync(path) || !statSync(path).isDirectory()) return null;
  const paths = readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name));
  return {
    names: paths.map((each) => relative(path, each).replaceAll(sep, '/')),
    bytes: paths.reduce((sum, each) => sum + statSync(each).size, 0),
    open: (name) => createReadStream(join(path, name)),
  };
};

/** Writes a file of this machine that was not there. */
export const writeFile: Io['writeFile'] = (path, bytes) => {
  try {
    writeFileSync(path, bytes, { flag: 'wx' });
    return null;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return whyNot[code] ?? String(error);
  }
};

const whyNot: Readonly<Record<string, string>> = {
  EEXIST: 'there is a file of that name already',
  ENOENT: 'there is no such folder',
  ENOTDIR: 'there is no such folder',
  EISDIR: 'that is a folder',
  EACCES: 'you may not write there',
  EROFS: 'nothing can be written there',
  ENOSPC: 'the disk is full',
};
