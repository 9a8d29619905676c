import { execFileSync } from 'node:child_process';
import { createHash, createPublicKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  privateKey,
  publicKeyOf,
  signer,
  verifyEd25519,
} from '../../../../test/support/log-keys.js';
import {
  checkpointText,
  headsLeaf,
  headsRoot,
  hex,
  keyFingerprint,
  logKey,
  openNote,
  readCheckpoint,
  readVerifierKey,
  signNote,
  writeVerifierKey,
  type ChainHeads,
  type Checkpoint,
  type LogKey,
} from '../index.js';

type Golden = {
  foreign: { seed: string; line: string; text: string; note: string };
  foreignKeys: string[];
  keys: { seed: string; name: string; id: string; fingerprint: string; line: string }[];
  heads: ChainHeads[];
  headsLeaves: string[];
  headsRoot: string;
  checkpoints: {
    what: string;
    checkpoint: Checkpoint;
    text: string;
    signers: string[];
    note: string;
  }[];
};

const path = 'test/replay/golden/checkpoint-v1.json';
const golden = JSON.parse(readFileSync(path, 'utf8')) as Golden; // the file is part of the tests
const sha256 = (data: Uint8Array | string): Uint8Array =>
  createHash('sha256').update(data).digest();

function keyOf(line: string): LogKey {
  const read = readVerifierKey(sha256, line);
  if (!read.ok) throw new Error(read.problem);
  return read.key;
}
const keys = golden.keys.map(({ line }) => keyOf(line));
const [oldKey, newKey] = keys;
const [empty, current, both] = golden.checkpoints;
if (!oldKey || !newKey || !empty || !current || !both) throw new Error(`${path} has changed`);

describe('a key of the log', () => {
  it.each(golden.keys)('has the recorded id, line and fingerprint: $id', (recorded) => {
    const key = logKey(sha256, recorded.name, publicKeyOf(recorded.seed));
    expect(key.id).toBe(recorded.id);
    expect(writeVerifierKey(key)).toBe(recorded.line);
    expect(keyFingerprint(sha256, key)).toBe(recorded.fingerprint);
  });

  it.each([golden.foreign.line, ...golden.foreignKeys])('of others is read as well: %s', (line) => {
    expect(writeVerifierKey(keyOf(line))).toBe(line);
  });

  it.each([
    ['a name with a space', 'a b+00000000+AA==', 'is not written as name+id+base64'],
    ['no id', golden.foreign.line.replace('+c74f20a3', ''), 'is not written as name+id+base64'],
    ['another id', golden.foreign.line.replace('c74f20a3', 'c74f20a4'), 'give c74f20a3'],
    ['another name', golden.foreign.line.replace('Peter', 'Paul'), 'names itself c74f20a3'],
    ['another algorithm', 'n+00000000+AhpcAA==', 'does not hold an Ed25519 key'],
    ['a byte too few', golden.foreign.line.slice(0, -4), 'does not hold an Ed25519 key'],
    ['base64 that stands for the same', 'n+00000000+AR==', 'does not hold an Ed25519 key'],
  ])('is refused with %s', (_, line, words) => {
    const problem = expect.stringContaining(words);
    expect(readVerifierKey(sha256, line)).toEqual({ ok: false, problem });
  });

  it('is not made of a name or bytes that cannot be', () => {
    expect(() => logKey(sha256, 'a+b', oldKey.publicKey)).toThrow('"a+b" cannot name a key');
    expect(() => logKey(sha256, 'a', oldKey.publicKey.subarray(1))).toThrow('31 bytes');
  });
});

describe('a signed note', () => {
  it('is signed and opened as other implementations do', async () => {
    const { seed, line, text, note } = golden.foreign;
    const key = keyOf(line);
    expect(await signNote(text, [{ key, sign: signer(seed) }])).toBe(note);
    const opened = { ok: true, text, signedBy: [key] };
    expect(await openNote(verifyEd25519, note, [oldKey, key])).toEqual(opened);
  });

  it('verifies by each of several known keys, and passes over keys it does not know', async () => {
    const { note, text } = both;
    const open = (known: LogKey[]) => openNote(verifyEd25519, note, known);
    expect(await open([newKey])).toEqual({ ok: true, text, signedBy: [newKey] });
    expect(await open([oldKey])).toEqual({ ok: true, text, signedBy: [oldKey] });
    expect(await open([newKey, oldKey])).toEqual({ ok: true, text, signedBy: [oldKey, newKey] });
  });

  it('is refused when no known key has signed it, with the names of those who did', async () => {
    expect(await openNote(verifyEd25519, current.note, [oldKey])).toEqual({
      ok: false,
      problem: `The note is refused: it is signed by ${newKey.name} (key ${newKey.id}), and none of them is a known key.`,
    });
  });

  it('passes over a key of the same id and another name, or the same name and another id', async () => {
    const alias = { ...newKey, name: 'other.example' };
    expect(await openNote(verifyEd25519, current.note, [alias])).toMatchObject({ ok: false });
    const { note } = current;
    expect(await openNote(verifyEd25519, note, [alias, newKey])).toMatchObject({ ok: true });
  });

  const altered = (from: string | RegExp, to: string): string => both.note.replace(from, to);
  it.each([
    ['a changed text', altered('\n20\n', '\n21\n'), 'does not fit the text'],
    ['one good and one bad signature', altered(/8?[A-Za-z0-9](?=[A-Za-z0-9+/]{3}=*\n$)/, '_'), ''],
    ['no empty line', altered('\n\n', '\n'), 'no empty line'],
    ['no newline at its end', both.note.slice(0, -1), 'does not end in a newline'],
    ['no signature', `${both.text}\n`, 'is not "— name base64"'],
    ['a hyphen for the dash', altered('—', '-'), 'line 1 of its signatures'],
    ['a plus in a name', altered('— evolve', '— e+volve'), 'line 1 of its signatures'],
    ['a control character', altered('heads', '\theads'), 'holds the control character "\\t"'],
    ['half a character', altered('heads', '\ud800heads'), 'surrogate pair'],
    ['carriage returns', altered(/\n/g, '\r\n'), 'no empty line'],
    ['too many signatures', `${both.text}\n${'— a AAAAAAA=\n'.repeat(101)}`, 'more than 100'],
    ['endless text', `${'a'.repeat(1_000_000)}\n\n— a AAAAAAA=\n`, 'more than 1000000'],
    ['a signature without an end', altered(/\+?.{4}\n$/, '\n'), ''],
    ['a key id and nothing else', `${both.text}\n— a AAAAAA==\n`, 'line 1 of its signatures'],
  ])('is refused with %s', async (_, note, words) => {
    const problem = expect.stringContaining(words);
    expect(await openNote(verifyEd25519, note, keys)).toEqual({ ok: false, problem });
  });

  it('is not made without a signer, of a broken text, or with a broken signature', async () => {
    const sign = signer(golden.keys[0]?.seed ?? '');
    await expect(signNote('a\n', [])).rejects.toThrow('no signer was given');
    await expect(signNote('a', [{ key: oldKey, sign }])).rejects.toThrow('end in a newline');
    await expect(signNote('\u0000\n', [{ key: oldKey, sign }])).rejects.toThrow('"\\u0000"');
    const short = () => new Uint8Array(63);
    await expect(signNote('a\n', [{ key: oldKey, sign: short }])).rejects.toThrow('63 bytes');
  });
});

describe('a checkpoint', () => {
  it.each(golden.checkpoints)(
    'is written, signed and read as recorded: $what',
    async (recorded) => {
      expect(checkpointText(recorded.checkpoint)).toBe(recorded.text);
      const signers = recorded.signers.map((line) => {
        const seed = golden.keys.find((key) => key.line === line)?.seed ?? '';
        return { key: keyOf(line), sign: signer(seed) };
      });
      expect(await signNote(recorded.text, signers)).toBe(recorded.note);
      expect(await openNote(verifyEd25519, recorded.note, keys)).toMatchObject({ ok: true });
      const { checkpoint } = recorded;
      expect(readCheckpoint(recorded.text)).toEqual({ ok: true, checkpoint });
    },
  );

  it('has a signature that openssl verifies, and refuses over another text', () => {
    const folder = mkdtempSync(join(tmpdir(), 'checkpoint-'));
    try {
      const pem = createPublicKey(privateKey(golden.keys[1]?.seed ?? '')).export({
        format: 'pem',
        type: 'spki',
      });
      const signature = Buffer.from(/ (\S+)\n$/.exec(current.note)?.[1] ?? '', 'base64').subarray(
        4,
      );
      writeFileSync(join(folder, 'key.pem'), pem);
      writeFileSync(join(folder, 'text'), current.text);
      writeFileSync(join(folder, 'other'), current.text.replace('\n20\n', '\n21\n'));
      writeFileSync(join(folder, 'signature'), signature);
      const openssl = (text: string): string =>
        execFileSync(
          'openssl',
          `pkeyutl -verify -pubin -inkey key.pem -rawin -in ${text} -sigfile signature`.split(' '),
          { cwd: folder, encoding: 'utf8', stdio: 'pipe' },
        );
      expect(openssl('text')).toContain('Verified Successfully');
      expect(() => openssl('other')).toThrow('pkeyutl');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('may have more lines, which a later release has added', () => {
    const { checkpoint } = current;
    expect(readCheckpoint(`${current.text}later 1\n`)).toEqual({ ok: true, checkpoint });
  });

  const altered = (from: string | RegExp, to: string): string => current.text.replace(from, to);
  it.each([
    ['an origin with a space', altered('evolve.', 'evolve '), 'line 1, "evolve example.org/log",'],
    ['a size with a zero before it', altered('\n20\n', '\n020\n'), 'line 2, "020",'],
    ['a size beyond counting', altered('\n20\n', '\n9007199254740993\n'), 'line 2'],
    ['a negative size', altered('\n20\n', '\n-1\n'), 'line 2, "-1",'],
    ['a root that is too short', altered(/\n(.{40}).{4}\nheads/, '\n$1\nheads'), 'line 3'],
    ['no heads', altered(/heads.*\n/, ''), 'line 4, "time 2026'],
    ['another number of heads', altered('heads 5', 'heads 0'), '0 chains cannot have 20 leaves'],
    ['more heads than leaves', altered('heads 5', 'heads 21'), '21 chains cannot have 20 leaves'],
    ['no time', altered(/time.*\n/, ''), 'line 5, "",'],
    ['a day that does not exist', altered('2026-11-23', '2026-02-29'), 'line 5, "time 2026-02-29'],
    ['an empty line', altered('time', '\ntime'), 'line 5 is empty'],
    ['no newline', altered(/\n$/, ''), 'does not end in a newline'],
  ])('is refused with %s', (_, text, words) => {
    const problem = expect.stringContaining(words);
    expect(readCheckpoint(text)).toEqual({ ok: false, problem });
  });

  it('is not written when it cannot be', () => {
    const { checkpoint } = current;
    const write = (change: object) => () => checkpointText({ ...checkpoint, ...change });
    expect(write({ origin: '' })).toThrow('"" is not the name of a log');
    expect(write({ size: -1 })).toThrow('-1 is not a number of leaves');
    expect(write({ root: 'AB' })).toThrow('"AB" is not the root of a tree');
    expect(write({ time: 'now' })).toThrow('"now" is not "time" and an instant');
    expect(write({ size: 0 })).toThrow('5 chains cannot have 0 leaves');
  });
});

describe('the root over the heads', () => {
  it('is as recorded, leaf by leaf, also beyond the first plane of Unicode', () => {
    expect(golden.heads.map((heads) => headsLeaf(sha256, heads))).toEqual(golden.headsLeaves);
    const { count, root } = { count: golden.heads.length, root: golden.headsRoot };
    expect(headsRoot(sha256, golden.heads)).toEqual({ count, root });
  });

  it('is that of the empty tree when nothing is in the log', () => {
    expect(headsRoot(sha256, [])).toEqual({ count: 0, root: hex(sha256('')) });
  });

  it('is refused in another order, or with the same chain twice', () => {
    const [first, second] = golden.heads;
    if (!first || !second) throw new Error('two heads');
    expect(() => headsRoot(sha256, golden.heads.toReversed())).toThrow('come after those of');
    expect(() => headsRoot(sha256, [first, first])).toThrow('no programme, come after');
    expect(() => headsRoot(sha256, [second, { ...second, programme: null }])).toThrow(RangeError);
    expect(headsRoot(sha256, [first, second]).count).toBe(2);
  });

  const [heads] = golden.heads;
  it.each([
    ['another key', { name: 'x' }, 'its keys are'],
    ['an organisation without a name', { organisation: '' }, 'its organisation is ""'],
    ['no organisation', { organisation: null }, 'its organisation is null'],
    ['a fraction', { sequence: 1.5 }, 'its sequence is 1.5'],
    ['a hash for nothing', { sequence: 0 }, 'which is no hash for sequence 0'],
    ['zeros for something', { refusals: 1 }, 'which is no hash for refusals 1'],
    ['nothing at all', { sequence: 0, head: '0'.repeat(64) }, 'it has no entry at all'],
  ])('is refused over heads with %s', (_, change, words) => {
    expect(() => headsLeaf(sha256, Object.assign({ ...heads }, change) as ChainHeads)).toThrow(
      words,
    );
  });
});
