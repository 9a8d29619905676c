import { startReceiver, type Receiver } from '../../../test/support/receiver.js';
import { poster } from './post.js';
import { whyNotPosted } from './receivers.js';

let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(() => receiver.close());

const postTo = (url: string, allow: string[] = [receiver.host]) =>
  poster({ allow, timeoutMs: 5000 }).post(url, '{}', {});

describe('a post', () => {
  it.each([200, 202, 204])('is taken with %i', async (status) => {
    receiver.answer(status);
    await expect(postTo(receiver.url)).resolves.toBeUndefined();
  });

  it.each([
    [410, 'bounced'],
    [400, 'refused'],
    [404, 'refused'],
    [408, 'busy'],
    [429, 'busy'],
    [500, 'busy'],
    [503, 'busy'],
  ])('answered %i has %s', async (status, kind) => {
    receiver.answer(status, {}, 'no\nroom');
    await expect(postTo(receiver.url)).rejects.toMatchObject({
      kind,
      message: `"${receiver.host}" answered ${status}: no room`,
    });
  });

  it.each([
    ['7', 7000],
    ['99999999', 86_400_000],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
    ['soon', undefined],
  ])('that is to be repeated after "%s" says so in milliseconds', async (header, ms) => {
    receiver.answer(429, { 'Retry-After': header });
    await expect(postTo(receiver.url)).rejects.toMatchObject({ kind: 'busy', retryAfterMs: ms });
  });

  it('follows no redirect', async () => {
    receiver.answer(302, { Location: `${receiver.url}/else` });
    await expect(postTo(receiver.url)).rejects.toMatchObject({ kind: 'refused' });
    expect(receiver.received).toHaveLength(1);
  });

  it('follows no redirect into our own network, and says to give the address itself', async () => {
    const inside = await startReceiver();
    receiver.answer(307, { Location: inside.url });
    await expect(postTo(receiver.url)).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('Redirects are not followed; give the address it names.'),
    });
    expect(inside.received).toEqual([]);
    await inside.close();
  });

  it('reads no more of an answer than it quotes', async () => {
    receiver.answer(500, {}, 'x'.repeat(5_000_000));
    await expect(postTo(receiver.url)).rejects.toThrow(/answered 500: x{200}$/);
  });

  it('to where nobody listens could not be made', async () => {
    const { url } = receiver;
    const host = receiver.host;
    await receiver.close();
    await expect(postTo(url, [host])).rejects.toMatchObject({ kind: 'unreachable' });
    receiver = await startReceiver();
  });

  it('does not reach into our own network, but for a host that is allowed', async () => {
    await expect(postTo(receiver.url, [])).rejects.toMatchObject({ kind: 'refused' });
    expect(receiver.received).toEqual([]);
  });

  it.each([
    'https://127.0.0.1/',
    'https://10.0.0.1/',
    'https://[::1]/',
    'https://169.254.169.254/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:7f00:1]/',
    'https://[fd00::1]/',
    'https://0x7f000001/',
  ])('does not reach %s', async (url) => {
    await expect(postTo(url, [])).rejects.toMatchObject({ kind: 'refused' });
  });

  it.each([
    ['127.0.0.1', 4],
    ['10.0.0.5', 4],
    ['169.254.169.254', 4],
    ['0.0.0.0', 4],
    ['::1', 6],
    ['fd00::1', 6],
    ['::ffff:127.0.0.1', 6],
    ['::ffff:a00:5', 6],
  ])('does not reach a name that stands for %s when it connects', async (address, family) => {
    const { port } = new URL(receiver.url);
    const inside = poster({
      allow: [],
      timeoutMs: 5000,
      lookup: (_name, { all }, done) =>
        all ? done(null, [{ address, family }]) : done(null, address, family),
    });
    const posting = inside.post(`https://hooks.example.org:${port}/`, '{}', {});
    await expect(posting).rejects.toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('inside a private network'),
    });
    expect(receiver.received).toEqual([]);
    inside.close();
  });

  it('reaches a name inside our own network that an operator has allowed, and no other', async () => {
    const { port } = new URL(receiver.url);
    const allowing = poster({
      allow: [`hooks.example.internal:${port}`],
      lookup: (_name, { all }, done) =>
        all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4),
    });
    const post = (host: string) => allowing.post(`http://${host}:${port}/`, '{}', {});
    await expect(post('hooks.example.internal')).resolves.toBeUndefined();
    await expect(post('other.example.internal')).rejects.toMatchObject({ kind: 'refused' });
    expect(receiver.received).toHaveLength(1);
    allowing.close();
  });
});

describe('the address of a receiver', () => {
  it.each([
    ['https://hooks.example.org/a?b=c', null],
    ['http://hooks.example.org/', 'is not encrypted'],
    ['https://ann:pw@hooks.example.org/', 'a user name or a password'],
    ['https://localhost/', 'is no public name'],
    ['https://printer.local/', 'is no public name'],
    ['https://2130706433/', 'is no public name'],
    ['ftp://hooks.example.org/', 'is not encrypted'],
    ['hooks', 'is no URL'],
  ])('%s', (address, why) => {
    const found = whyNotPosted(address, []);
    if (why === null) expect(found).toBeNull();
    else expect(found).toContain(why);
  });
});
