import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '#config';
import { signingOf } from './log-signing.js';

const pem = (kind: 'ed25519' | 'ed448' = 'ed25519') =>
  // The two take the same options, which the types tell one by one only.
  generateKeyPairSync(kind as 'ed25519').privateKey.export({
    format: 'pem',
    type: 'pkcs8',
  }) as string;
const { log } = readConfig({ DATABASE_URL: 'postgresql://127.0.0.1/evolve' });
const given = (text: string) => signingOf({ log: { ...log, keys: { pem: text } } });

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-key-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('the signing of the log', () => {
  test('is none without a key', () => {
    expect(signingOf({ log })).toBeUndefined();
  });

  test('is by each key that is given, in a variable or a file', async () => {
    const two = pem() + pem();
    const file = join(folder, 'keys.pem');
    writeFileSync(file, two);
    for (const keys of [{ pem: two }, { file }, { pem: two.replaceAll('\n', '\\n') }]) {
      const signing = signingOf({ log: { ...log, keys } });
      expect(signing?.signers).toHaveLength(2);
      for (const { publicKey, sign } of signing?.signers ?? []) {
        const text = Buffer.from('a text');
        const signature = await sign(text);
        expect(await signing?.verify(publicKey, text, signature)).toBe(true);
        expect(await signing?.verify(publicKey, Buffer.from('another'), signature)).toBe(false);
      }
    }
  });

  test('is refused with what is no such key, without showing it', () => {
    expect(() => given('no key')).toThrow(
      'LEDGER_KEY holds no private key; make one with: openssl',
    );
    expect(() => given(pem().replace(/M[A-Za-z0-9]{9}/, 'MAAAAAAAAA'))).toThrow(
      'LEDGER_KEY, key 1, is no private key in PEM without a password',
    );
    expect(() => given(pem() + pem('ed448'))).toThrow('LEDGER_KEY, key 2, is a key for ed448');
    const keys = { file: join(folder, 'none.pem') };
    expect(() => signingOf({ log: { ...log, keys } })).toThrow('none.pem" cannot be read: ENOENT');
  });
});
