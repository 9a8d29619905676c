import { strToU8, zipSync } from 'fflate';
import { PackBroken, verifyPack, type PackVerdict } from '#ledger';
import { crypto, HISTORY, packOf, smallLog } from '../../../../test/support/packed-log.js';
import { zipPack } from './zip-pack.js';

const pack = await packOf(smallLog(), { chains: [{ ...HISTORY, part: 'whole' }] });
const files = Object.fromEntries([...pack].map(([name, text]) => [name, strToU8(text)]));
const good = zipSync(files);

/** What came of it, and how many bytes were read from the zip at once at most. */
async function verified(bytes: Uint8Array): Promise<{ verdict: PackVerdict; most: number }> {
  let most = 0;
  const read = (index: number, length: number): Promise<Uint8Array> => {
    most = Math.max(most, length);
    return Promise.resolve(bytes.slice(index, index + length));
  };
  try {
    const reader = await zipPack({ size: bytes.length, read });
    return { verdict: await verifyPack(crypto, reader), most };
  } catch (error) {
    if (error instanceof PackBroken) {
      return { verdict: { result: 'broken', fault: error.fault }, most };
    }
    throw error;
  }
}
const faultOf = async (bytes: Uint8Array): Promise<string> => {
  const { verdict } = await verified(bytes);
  if (verdict.result !== 'broken') throw new Error(`it was found to be ${verdict.result}`);
  return `${verdict.fault.code} ${verdict.fault.problem}`;
};

/** Places of the records of a zip: local headers, central directory, end. */
function placesOf(bytes: Uint8Array, signature: number): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const places: number[] = [];
  for (let at = 0; at + 4 <= bytes.length; at += 1) {
    if (view.getUint32(at, true) === signature) places.push(at);
  }
  return places;
}
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;

function changed(change: (view: DataView, bytes: Uint8Array) => void, from = good): Uint8Array {
  const bytes = from.slice();
  change(new DataView(bytes.buffer), bytes);
  return bytes;
}
const first = (bytes: Uint8Array, signature: number): number => placesOf(bytes, signature)[0] ?? -1;
const named = (name: string, text = 'x') => zipSync({ ...files, [name]: strToU8(text) });
/** A name written over both of its records, so long as it is as long as the one that was there. */
const renamed = (from: string, to: string): Uint8Array =>
  changed((_, bytes) => {
    const [old, next] = [strToU8(from), strToU8(to)];
    for (let at = 0; at + old.length <= bytes.length; at += 1) {
      if (old.every((byte, place) => bytes[at + place] === byte)) bytes.set(next, at);
    }
  }, named(from));

/** What a pack shows, but for which files there are beside. */
function factsOf(verdict: PackVerdict): object {
  if (verdict.result === 'broken') throw new Error(verdict.fault.problem);
  const { absentEvidence: _absent, unverified: _unverified, ...facts } = verdict.facts;
  return facts;
}

describe('a pack in a zip', () => {
  it('is verified as in a folder, whether its files are packed or only stored', async () => {
    for (const zip of [good, zipSync(files, { level: 0 })]) {
      expect((await verified(zip)).verdict).toMatchObject({ result: 'self-consistent' });
    }
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['nothing at all', new Uint8Array(), /^MALFORMED the zip cannot be read/],
    ['no zip', strToU8('PK is how it begins, and it is none'), /^MALFORMED the zip cannot be read/],
    ['its first half', good.slice(0, good.length / 2), /^MALFORMED the zip cannot be read/],
    ['its last byte missing', good.slice(0, -1), /^MALFORMED the zip cannot be read/],
    [
      'something before it',
      Buffer.concat([Buffer.from('#!/bin/sh\n'), good]),
      /^MALFORMED the zip/,
    ],
    ['something after it', Buffer.concat([good, Buffer.from('more')]), /^MALFORMED the zip/],
    ['two zips in one', Buffer.concat([good, good]), /^MALFORMED the zip/],
    [
      'a name that leads out',
      named('../manifest.json'),
      /^MALFORMED the zip cannot be read: Unsafe filename "\.\.\/manifest\.json"/,
    ],
    ['an absolute name', named('/etc/passwd'), /^MALFORMED the zip/],
    ['a drive', renamed('xx/evidence', 'C:/evidence'), /^MALFORMED the zip/],
    ['a backslash', named('evidence\\x'), /^MALFORMED the zip names a file/],
    ['an empty part', named('evidence//x'), /^MALFORMED the zip/],
    ['a control character', named('é\nb'), /^MALFORMED the zip names a file "é\\nb"/],
    [
      'a name twice',
      renamed('manifest.jsom', 'manifest.json'),
      /^MALFORMED the zip.*manifest\.json|already|duplicate/i,
    ],
    ['a name twice but for capitals', named('LOG.txt'), /^MALFORMED the zip has "LOG\.txt" twice/],
    [
      'another name in the directory than at the file',
      changed((_, bytes) => bytes.set(strToU8('manifest.jsom'), first(bytes, LOCAL) + 30)),
      /^MALFORMED "manifest\.json" cannot be unpacked/,
    ],
    [
      'an encrypted file',
      changed((view, bytes) => {
        view.setUint16(first(bytes, CENTRAL) + 8, 1, true);
        view.setUint16(first(bytes, LOCAL) + 6, 1, true);
      }),
      /^MALFORMED the zip has "manifest\.json" encrypted/,
    ],
    [
      'a link',
      changed((view, bytes) => {
        view.setUint16(first(bytes, CENTRAL) + 4, 0x0314, true);
        view.setUint32(first(bytes, CENTRAL) + 38, 0o120777 * 65536, true);
      }),
      /^MALFORMED the zip has a link in place of "manifest\.json"/,
    ],
    [
      'a checksum that differs',
      changed((view, bytes) => {
        view.setUint32(first(bytes, CENTRAL) + 16, 7, true);
        view.setUint32(first(bytes, LOCAL) + 14, 7, true);
      }),
      /^MALFORMED "manifest\.json" cannot be unpacked/,
    ],
    [
      'a size that is said to be larger than what there is',
      changed((view, bytes) => {
        view.setUint32(first(bytes, CENTRAL) + 24, 900_000, true);
        view.setUint32(first(bytes, LOCAL) + 22, 900_000, true);
      }),
      /^MALFORMED "manifest\.json" cannot be unpacked/,
    ],
    [
      'a size beyond the end',
      changed((view, bytes) => {
        view.setUint32(first(bytes, CENTRAL) + 20, 0x7fffffff, true);
        view.setUint32(first(bytes, LOCAL) + 18, 0x7fffffff, true);
      }),
      /^MALFORMED/,
    ],
    [
      'more files than it has',
      changed((view, bytes) => {
        view.setUint16(first(bytes, END) + 8, 0xfffe, true);
        view.setUint16(first(bytes, END) + 10, 0xfffe, true);
      }),
      /^MALFORMED the zip cannot be read/,
    ],
    [
      'two files that share their bytes',
      changed((view, bytes) => {
        const [one = 0, other = 0] = placesOf(bytes, CENTRAL);
        view.setUint32(other + 42, view.getUint32(one + 42, true), true);
      }),
      /^MALFORMED/,
    ],
    [
      'a bomb that says so',
      changed((view, bytes) => {
        view.setUint32(first(bytes, CENTRAL) + 24, 0x7fffffff, true);
        view.setUint32(first(bytes, LOCAL) + 22, 0x7fffffff, true);
      }),
      /^MALFORMED the zip says that \d+ bytes of "manifest\.json" unpack to 2147483647: that is a bomb/,
    ],
  ])('is refused with %s', async (_, bytes, words) => {
    expect(await faultOf(bytes)).toMatch(words);
  });

  it('is refused when it is a bomb that hides its size, long before all of it is unpacked', async () => {
    const bomb = zipSync({ ...files, 'log.txt': new Uint8Array(64_000_000) });
    const lying = changed((view, bytes) => {
      for (const [signature, at] of [
        [CENTRAL, 24],
        [LOCAL, 22],
      ] as const) {
        for (const place of placesOf(bytes, signature)) {
          if (view.getUint32(place + at, true) === 64_000_000) {
            view.setUint32(place + at, 5000, true);
          }
        }
      }
    }, bomb);
    expect(await faultOf(bomb)).toContain('that is a bomb');
    expect(await faultOf(lying)).toMatch(/^MALFORMED/);
  });

  it('is refused with a line without an end, and a manifest of millions of chains', async () => {
    const line = `entry 0 1 ${'a'.repeat(64)} ${'{'.repeat(17_000_000)}`;
    const stored = { level: 0 } as const;
    const endless = zipSync({ ...files, 'log.txt': strToU8(line) }, stored);
    expect(await faultOf(endless)).toBe('MALFORMED line 1 of log.txt is too long');
    const chains = `{"format":"evolve-evidence-pack","v":1,"chains":[${'{},'.repeat(6_000_000)}`;
    const huge = zipSync({ ...files, 'manifest.json': strToU8(chains) }, stored);
    expect(await faultOf(huge)).toMatch(/^MALFORMED (line 1 of )?manifest\.json is too long/);
  });

  it('never is taken for another, whichever of its bytes is changed', async () => {
    const { verdict } = await verified(good);
    if (verdict.result === 'broken') throw new Error('the pack is good');
    let number = 20_261_123;
    const next = (below: number): number => {
      number = (Math.imul(number, 1_103_515_245) + 12_345) >>> 0;
      return (number >>> 8) % below;
    };
    let broken = 0;
    for (let round = 0; round < 400; round += 1) {
      const bytes = changed((_, all) => {
        for (let flips = 1 + next(3); flips > 0; flips -= 1) {
          const at = next(all.length);
          all[at] = (all[at] ?? 0) ^ (1 << next(8));
        }
      });
      const { verdict: found, most } = await verified(bytes);
      expect(most).toBeLessThan(2_000_000);
      if (found.result === 'broken') broken += 1;
      // Some bytes say nothing, such as when a file was written: then all it shows is the same.
      // A file of evidence under another name is no longer evidence, and that is said.
      else expect(factsOf(found)).toEqual(factsOf(verdict));
    }
    expect(broken).toBeGreaterThan(300);
  });
});
