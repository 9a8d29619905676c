import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { holdBack } from './hold-back.js';

/** Waits until what was written has been passed on. */
async function write(to: PassThrough, text: string): Promise<void> {
  await new Promise((resolve) => to.write(text, resolve));
}

describe('what a process writes while it starts', () => {
  it('is kept until it is let go, and then comes in order', async () => {
    const [from, to] = [new PassThrough(), new PassThrough()];
    const letGo = holdBack(from, to);
    await write(from, 'one\n');
    await write(from, 'two\n');
    expect(to.read()).toBeNull();
    letGo();
    await write(from, 'three\n');
    expect(String(to.read())).toBe('one\ntwo\nthree\n');
  });

  it('is kept however much it is', async () => {
    const [from, to] = [new PassThrough(), new PassThrough({ highWaterMark: 2_000_000 })];
    const letGo = holdBack(from, to);
    const line = `${'x'.repeat(99_999)}\n`;
    for (let each = 0; each < 10; each += 1) await write(from, line);
    letGo();
    expect(String(to.read())).toHaveLength(1_000_000);
  });

  it('comes when it has ended already, and leaves the other side open', async () => {
    const [from, to] = [new PassThrough(), new PassThrough()];
    const letGo = holdBack(from, to);
    from.end('why it failed\n');
    await once(from, 'end');
    letGo();
    expect(String(to.read())).toBe('why it failed\n');
    expect(to.writable).toBe(true);
  });
});
