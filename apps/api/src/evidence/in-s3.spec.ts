import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inS3 } from './in-s3.js';

const key = { organisation: 'acme', sha256: 'a'.repeat(64) };

describe('a store of evidence that misbehaves', () => {
  let server: Server;
  let followed = 0;
  let asked = () => {};
  beforeAll(async () => {
    server = createServer((request, response) => {
      if (request.url === '/elsewhere') followed += 1;
      // One bucket takes requests and never answers.
      if (request.url?.startsWith('/silent/') === true) return asked();
      const moved = request.url?.startsWith('/moved/') === true;
      response.writeHead(moved ? 307 : 403, moved ? { location: '/elsewhere' } : {}).end();
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });

  const bytesIn = (bucket: string, bound?: () => AbortSignal) => {
    const { port } = server.address() as AddressInfo; // it listens on a port
    const endpoint = `http://127.0.0.1:${port}`;
    const keys = { accessKeyId: 'id', secretAccessKey: 'secret' };
    return inS3({ endpoint, bucket, region: 'eu', ...keys }, bound);
  };

  it('is not followed elsewhere, neither with what is sent nor for what is read', async () => {
    const problem = { code: 'UNAVAILABLE' };
    await expect(bytesIn('moved').put(key, Buffer.from('x'))).rejects.toMatchObject(problem);
    await expect(bytesIn('moved').read(key)).rejects.toMatchObject(problem);
    expect(followed).toBe(0);
  });

  it('is not waited for without end, neither for what is sent nor for what is read', async () => {
    const bytes = bytesIn('silent', () => {
      const late = new AbortController();
      asked = () => late.abort(new Error('no answer in time'));
      return late.signal;
    });
    const problem = { code: 'UNAVAILABLE', message: expect.stringContaining('no answer in time') };
    await expect(bytes.put(key, Buffer.from('x'))).rejects.toMatchObject(problem);
    await expect(bytes.read(key)).rejects.toMatchObject(problem);
  });

  it('is said to be unavailable, with what it answered', async () => {
    await expect(bytesIn('held').read(key)).rejects.toMatchObject({
      code: 'UNAVAILABLE',
      message: expect.stringContaining('it answered 403'),
    });
  });
});
