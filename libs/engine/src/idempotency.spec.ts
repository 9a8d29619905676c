import {
  engineBench,
  event,
  organisation,
  type Bench,
} from '../../../test/support/small-engine.js';

let bench: Bench;

beforeAll(async () => {
  bench = await engineBench();
});

afterAll(() => bench.end());

const send = (programme: string, ...args: Parameters<typeof event>) =>
  bench.engine.send(organisation, programme, event(...args));
const note = (text: string, key: string) =>
  ['first', 'NOTE', { key, payload: { note: text } }] as const;
const versionOf = async (programme: string) =>
  (await bench.engine.view(organisation, programme))?.row.version;

describe('an idempotency key', () => {
  test('gives the same answer to the same request, and writes nothing', async () => {
    await bench.open('same');
    const first = await send('same', 'first', 'START', { key: 'k1' });
    const version = await versionOf('same');
    const second = await send('same', 'first', 'START', { key: 'k1' });
    expect(first).toMatchObject({ outcome: 'accepted', replayed: false });
    expect(second).toEqual({ ...first, replayed: true });
    expect(await versionOf('same')).toBe(version);
  });

  test('works for an event that could happen again just as well', async () => {
    await bench.open('repeat');
    const first = await send('repeat', ...note('once', 'k1'));
    const second = await send('repeat', ...note('once', 'k1'));
    expect(second).toEqual({ ...first, replayed: true });
  });

  test('answers with the item as it was then, whatever happened since', async () => {
    await bench.open('then');
    const first = await send('then', ...note('one', 'k1'));
    await send('then', ...note('two', 'k2'));
    await send('then', 'first', 'START');
    expect(await send('then', ...note('one', 'k1'))).toEqual({ ...first, replayed: true });
  });

  test('works for two requests sent in one go, and from another process', async () => {
    await bench.open('at-once');
    const { engine } = await bench.another();
    const [first, second] = await Promise.all([
      send('at-once', ...note('one', 'k1')),
      send('at-once', ...note('one', 'k1')),
    ]);
    expect(second).toEqual({ ...first, replayed: true });
    const elsewhere = await engine.send(organisation, 'at-once', event(...note('one', 'k1')));
    expect(elsewhere).toEqual({ ...first, replayed: true });
  });

  test('is refused for another request', async () => {
    await bench.open('reused');
    await send('reused', ...note('one', 'k1'));
    expect(await send('reused', ...note('two', 'k1'))).toEqual({ outcome: 'keyReused', key: 'k1' });
    const elsewhere = await send('reused', 'second', 'FINISH', { key: 'k1' });
    expect(elsewhere).toEqual({ outcome: 'keyReused', key: 'k1' });
  });

  test('is looked up before a conflict is answered', async () => {
    await bench.open('expected');
    const asked = { key: 'k1', expectedVersion: 1 };
    const first = await send('expected', 'first', 'START', asked);
    expect(await send('expected', 'first', 'START', asked)).toEqual({ ...first, replayed: true });
    const other = await send('expected', 'first', 'FINISH', { expectedVersion: 1 });
    expect(other).toMatchObject({ outcome: 'conflict', item: { version: 2 } });
  });

  test('is not used up by a refusal', async () => {
    await bench.open('refused');
    const early = await send('refused', 'first', 'FINISH', { key: 'k1' });
    expect(early).toMatchObject({ outcome: 'refused' });
    await send('refused', 'first', 'START');
    const later = await send('refused', 'first', 'FINISH', { key: 'k1' });
    expect(later).toMatchObject({ outcome: 'accepted', replayed: false });
  });

  test('belongs to its programme: another may use it too', async () => {
    await bench.open('here');
    await bench.open('there');
    expect(await send('here', ...note('one', 'k1'))).toMatchObject({ replayed: false });
    expect(await send('there', ...note('two', 'k1'))).toMatchObject({ replayed: false });
  });
});
