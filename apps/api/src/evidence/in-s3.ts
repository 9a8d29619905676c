import { AwsClient } from 'aws4fetch';
import type { S3Config } from '#config';
import { ProblemError } from '../http/problem-error.js';
import type { ContentKey, EvidenceBytes } from './evidence-bytes.js';

/** How long one exchange may take, with what is tried again. */
const TIMEOUT_MS = 30_000;

/**
 * Objects `ORGANISATION/SHA256` of a bucket, addressed by path, as every S3-compatible store takes them.
 *
 * @param bound begins anew for each exchange; when it aborts, the exchange is given up
 */
export function inS3(
  { endpoint, bucket, region, ...keys }: S3Config,
  bound = () => AbortSignal.timeout(TIMEOUT_MS),
): EvidenceBytes {
  const client = new AwsClient({ ...keys, region, service: 's3', retries: 2 });
  const address = ({ organisation, sha256 }: ContentKey) =>
    `${endpoint}/${bucket}/${encodeURIComponent(organisation)}/${sha256}`;
  const ask = async (key: ContentKey, init: RequestInit) => {
    const bounded = {
      ...init,
      redirect: 'error',
      signal: bound(),
    } as const;
    const answer = await client.fetch(address(key), bounded).catch((error: unknown) => {
      throw unavailable(error instanceof Error ? error.message : String(error));
    });
    if (answer.ok || answer.status === 404) return answer;
    await answer.body?.cancel();
    throw unavailable(`it answered ${answer.status}`);
  };
  return {
    put: async (key, bytes) => {
      // The store checks what arrived against the hash that the signature covers.
      const headers = { 'x-amz-content-sha256': key.sha256, 'content-length': `${bytes.length}` };
      const answer = await ask(key, { method: 'PUT', body: new Uint8Array(bytes), headers });
      await answer.body?.cancel();
      if (answer.status === 404) throw unavailable(`it has no bucket "${bucket}"`);
    },
    read: async (key) => {
      const answer = await ask(key, { method: 'GET' });
      if (answer.status !== 404) return answer.body;
      await answer.body?.cancel();
      return null;
    },
  };
}

const unavailable = (why: string) =>
  new ProblemError('UNAVAILABLE', `The store of evidence cannot be used now: ${why}. Try again.`);
