import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHash } from 'node:crypto';

/** A small server that speaks as much S3 as Evolve uses, and takes only what is signed. */
export type S3Stub = {
  url: string;
  /** The objects by path, such as `/bucket/acme/…`. */
  objects: Map<string, Buffer>;
  /** While set, every request is answered with this status. */
  failWith: (status: number | null) => void;
  close(): Promise<void>;
};

/** The settings of an api that keeps its evidence there. */
export const s3Settings = ({ url }: S3Stub) => ({
  EVIDENCE_S3_ENDPOINT: url,
  EVIDENCE_S3_BUCKET: 'evidence',
  EVIDENCE_S3_REGION: 'eu-west-2',
  EVIDENCE_S3_ACCESS_KEY_ID: 'test-key',
  EVIDENCE_S3_SECRET_ACCESS_KEY: 'test-secret',
});

const signature =
  /^AWS4-HMAC-SHA256 Credential=test-key\/\d{8}\/eu-west-2\/s3\/aws4_request, SignedHeaders=\S+, Signature=[0-9a-f]{64}$/;

export async function startS3Stub(): Promise<S3Stub> {
  const objects = new Map<string, Buffer>();
  let failure: number | null = null;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { method, url = '', headers } = request;
      const body = Buffer.concat(parts);
      const answer = (status: number, bytes?: Buffer) => response.writeHead(status).end(bytes);
      if (failure !== null) return answer(failure);
      if (!signature.test(headers.authorization ?? '')) return answer(403);
      if (!url.startsWith('/evidence/')) return answer(404);
      if (method !== 'PUT') {
        const found = objects.get(url);
        return found === undefined ? answer(404) : answer(200, found);
      }
      const hash = createHash('sha256').update(body).digest('hex');
      if (headers['x-amz-content-sha256'] !== hash) return answer(400);
      objects.set(url, body);
      return answer(200);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo; // listens on a port, not on a pipe
  return {
    url: `http://127.0.0.1:${port}`,
    objects,
    failWith: (status) => {
      failure = status;
    },
    close: () =>
      new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
