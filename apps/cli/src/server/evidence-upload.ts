import { basename } from 'node:path';
import type { EvidenceAdded, EvidenceList } from '#contract';
import { sha256 } from '../offline/definition-file.js';
import { Stop, type Io } from '../terminal/io.js';
import type { Context } from './context.js';
import { mediaTypeOf } from './media-type.js';

/** A file of this machine that is to be uploaded as evidence. */
export type LocalFile = {
  path: string;
  name: string;
  type: string;
  bytes: Uint8Array<ArrayBuffer>;
};

/** The largest file that the server takes: one that it refuses midway would break the connection. */
export async function sizeLimit({ client }: Context, programme: string): Promise<number> {
  return (await client.get<EvidenceList>(`${programme}/evidence`)).limitBytes;
}

/** Reads a file of evidence; its media type is told by its name unless it is said. */
export function localFile(io: Io, path: string, limit: number, said?: string): LocalFile {
  const bytes = io.readBytes(path, limit);
  if (bytes === null) throw new Stop(2, `There is no file "${path}".`);
  if (bytes === 'too large') {
    const instead = 'Keep it elsewhere and name it by title, source and sha256.';
    throw new Stop(
      1,
      `"${path}" is larger than ${limit} bytes, the most this server takes. ${instead}`,
    );
  }
  const name = basename(path);
  return { path, name, type: said ?? mediaTypeOf(name), bytes };
}

/** Uploads a file to a programme. Stops when the server has other bytes than were sent. */
export async function upload(
  { client }: Context,
  programme: string,
  { path, name, type, bytes }: LocalFile,
  title?: string,
): Promise<EvidenceAdded> {
  const query = new URLSearchParams({ name, type, ...(title !== undefined && { title }) });
  const address = `${programme}/evidence?${query.toString()}`;
  const added = await client.upload<EvidenceAdded>(address, bytes);
  const own = hashOf(bytes);
  if (added.sha256 === own) return added;
  throw new Stop(
    1,
    `"${path}" has the SHA-256 ${own}, but ${added.sha256} arrived. Send it again.`,
  );
}

/** The SHA-256 of bytes, in lower-case hexadecimal digits. */
export const hashOf = (bytes: Uint8Array): string => Buffer.from(sha256(bytes)).toString('hex');
