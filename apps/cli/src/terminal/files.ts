import {
  createReadStream,
  createWriteStream,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
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

/** A file of this machine, left open until the program ends: one command reads one. */
export const openFile: Io['openFile'] = async (path) => {
  if (!existsSync(path) || !statSync(path).isFile()) return null;
  const file = await open(path);
  const { size } = await file.stat();
  return {
    size,
    read: async (index, length) => {
      const bytes = new Uint8Array(length);
      const { bytesRead } = await file.read(bytes, 0, length, index);
      return bytes.subarray(0, bytesRead);
    },
  };
};

/** Writes a file of this machine that was not there, part by part; half of one is never left. */
export const writeParts: Io['writeParts'] = async (path, parts) => {
  let isOurs = false;
  try {
    const file = createWriteStream(path, { flags: 'wx' });
    file.on('open', () => {
      isOurs = true;
    });
    await pipeline(parts, file);
    return null;
  } catch (error) {
    if (isOurs) await rm(path, { force: true });
    return whyNotOf(error);
  }
};

/** Writes a file of this machine that was not there. */
export const writeFile: Io['writeFile'] = (path, bytes) => {
  try {
    writeFileSync(path, bytes, { flag: 'wx' });
    return null;
  } catch (error) {
    return whyNotOf(error);
  }
};

function whyNotOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return whyNot[code] ?? String(error);
}

const whyNot: Readonly<Record<string, string>> = {
  EEXIST: 'there is a file of that name already',
  ENOENT: 'there is no such folder',
  ENOTDIR: 'there is no such folder',
  EISDIR: 'that is a folder',
  EACCES: 'you may not write there',
  EROFS: 'nothing can be written there',
  ENOSPC: 'the disk is full',
};
