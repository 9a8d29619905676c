import { Readable } from 'node:stream';
import { ProblemError } from '../http/problem-error.js';

/**
 * The bytes of a request's body. Throws a problem, 413, as soon as it is known to be too large: before
 * reading when its length was announced, and otherwise without keeping more than the limit.
 */
export async function readUpload(
  body: unknown,
  announced: string | undefined,
  limit: number,
): Promise<Buffer> {
  if (Number(announced) > limit) throw tooLarge(`${announced} bytes`, limit);
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (!(body instanceof Readable)) throw wrongType();
  const parts: Buffer[] = [];
  let size = 0;
  // The request stays open when we stop early, so that the answer still gets out.
  for await (const part of body.iterator({ destroyOnReturn: false })) {
    const bytes = part as Buffer; // a request's stream without an encoding
    size += bytes.length;
    if (size > limit) throw tooLarge('larger', limit);
    parts.push(bytes);
  }
  return Buffer.concat(parts);
}

const tooLarge = (size: string, limit: number) =>
  new ProblemError(
    'BODY_TOO_LARGE',
    `The file is ${size}; this server takes evidence of at most ${limit} bytes. Keep it elsewhere and name it by title, source and sha256.`,
  );

const wrongType = () =>
  new ProblemError(
    'WRONG_CONTENT_TYPE',
    'Send the file itself as the body; one of JSON with the header Content-Type: application/octet-stream, and its type in the address: ?type=application/json.',
  );
