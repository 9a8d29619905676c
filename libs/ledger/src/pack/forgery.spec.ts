import { publicKeyOf } from '../../../../test/support/log-keys.js';
import {
  crypto,
  draftOf,
  HISTORY,
  noteOf,
  packOf,
  readerOf,
  REFUSALS,
  SEED,
  sha256,
  smallLog,
} from '../../../../test/support/packed-log.js';
import { hex, verifyPack, type FromElsewhere } from '../index.js';

const rows = smallLog();
const chains = [HISTORY, REFUSALS].map((chain) => ({ ...chain, part: 'whole' as const }));
const known = { fingerprints: [hex(sha256(publicKeyOf(SEED)))] };
const verify = (files: ReadonlyMap<string, string>, elsewhere: FromElsewhere = known) =>
  verifyPack(crypto, readerOf(files), elsewhere);

describe('whoever makes all of it anew', () => {
  const forged = smallLog((chain, minute) => ({
    ...draftOf(chain, minute),
    ...(minute >= 24 && { occurredOn: '2012-06-29' }),
  }));
  const seed = 'b2'.repeat(32);

  it('with a key of their own is found out by the fingerprint or the checkpoint of another', async () => {
    const files = await packOf(forged, { chains, seed });
    expect(await verify(files, {})).toMatchObject({ result: 'self-consistent' });
    const fault = { code: 'KEY_DIFFERS', file: 'checkpoint.txt' };
    expect(await verify(files)).toMatchObject({ result: 'broken', fault });
    const kept = { checkpoints: [{ note: await noteOf(rows, 16) }] };
    expect(await verify(files, kept)).toMatchObject({ fault: { code: 'CHECKPOINT_REFUSED' } });
  });

  it('with the key of the log is found out by a checkpoint that was kept, and between which', async () => {
    const files = await packOf(forged, { chains, cuts: [16, 32] });
    expect(await verify(files)).toMatchObject({ result: 'anchored' });
    const checkpoints = await Promise.all(
      [16, 32].map(async (size) => ({ note: await noteOf(rows, size) })),
    );
    const first = rows.slice(16).find(({ chain }) => chain.programme === 'p-1');
    expect(await verify(files, { checkpoints })).toMatchObject({
      result: 'broken',
      fault: {
        code: 'ROOT_DIFFERS',
        chain: first?.chain,
        sequence: first?.sequence,
        problem: expect.stringContaining('after leaf 16 and not after leaf 32'),
      },
    });
    const early = { checkpoints: checkpoints.slice(0, 1) };
    expect(await verify(files, early)).toMatchObject({ result: 'anchored', entriesAfter: 12 });
  });

  it('with the key of the log cannot hide the tail from a checkpoint of the same size', async () => {
    const kept = { checkpoints: [{ note: await noteOf(rows) }] };
    const verdict = await verify(await packOf(forged, { chains }), kept);
    expect(verdict).toMatchObject({ result: 'broken', fault: { code: 'ROOT_DIFFERS' } });
  });
});
