import { configure } from '@zip.js/zip.js';
import { createHash, createPublicKey, hash, verify } from 'node:crypto';
import {
  PackBroken,
  verifyPack,
  type PackCrypto,
  type PackReader,
  type PackVerdict,
} from '#ledger';
import { Stop, type Io } from '../terminal/io.js';
import { paintFor } from '../terminal/paint.js';
import { packText, packWords } from './pack-text.js';
import { Inflate } from './inflate.js';
import { zipPack } from './zip-pack.js';

configure({ DecompressionStream: Inflate });

/** What whoever verifies has from elsewhere than the pack, and how to say what came of it. */
export type PackOptions = { checkpoint?: string[]; key?: string[]; json?: boolean };

/** A pack to verify; `bytes` is what its files come to. */
type Pack = PackReader & { readonly bytes: number };

/**
 * The pack at this path: a zip, or a folder with its files. Null when there is nothing of the kind.
 * A zip that cannot be read is a broken pack: this throws as verifying it would.
 */
export async function packAt(io: Io, path: string | undefined): Promise<Pack | null> {
  if (path === undefined) return null;
  const folder = io.readFolder(path);
  if (folder !== null) return folder.names.includes('manifest.json') ? folder : null;
  const file = await io.openFile(path);
  if (file === null) return null;
  try {
    return await zipPack(file);
  } catch (error) {
    if (!(error instanceof PackBroken)) throw error;
    throw broken(io, { result: 'broken', fault: error.fault });
  }
}

/** Verifies an evidence pack without a server: 0 anchored, 4 self-consistent, 1 broken. */
export async function verifyAt(io: Io, pack: Pack, options: PackOptions): Promise<void> {
  const { json } = options;
  const fingerprints = (options.key ?? []).map(fingerprintOf);
  const checkpoints = (options.checkpoint ?? []).map((path) => {
    const note = io.readFile(path);
    if (note === null) throw new Stop(2, `There is no file "${path}".`);
    return { note };
  });
  const verdict = await verifyPack(crypto, watched(io, pack), { fingerprints, checkpoints });
  io.progress?.('');
  const paint = paintFor(io.colour);
  if (verdict.result === 'broken') throw broken(io, verdict);
  if (json !== true) io.out(packText(paint, verdict.facts));
  if (verdict.result === 'self-consistent') {
    throw new Stop(4, paint.warn(packWords(verdict)), verdict);
  }
  io.out(json === true ? JSON.stringify(verdict, null, 2) : paint.good(packWords(verdict)));
}

const broken = (io: Io, verdict: Extract<PackVerdict, { result: 'broken' }>): Stop =>
  new Stop(1, paintFor(io.colour).bad(packWords(verdict)), verdict);

function fingerprintOf(text: string): string {
  const fingerprint = text.replaceAll(/[\s:]/g, '').toLowerCase();
  if (/^[0-9a-f]{64}$/.test(fingerprint)) return fingerprint;
  throw new Stop(2, `"${text}" is no fingerprint of a key: 64 digits, 0–9 and a–f.`);
}

/** The pack, with a line on the terminal of how much of it has been read. */
function watched(io: Io, pack: Pack): PackReader {
  let read = 0;
  let said = -1;
  async function* open(name: string): AsyncGenerator<Uint8Array> {
    for await (const chunk of pack.open(name)) {
      read += chunk.length;
      const share = Math.min(100, Math.floor((100 * read) / Math.max(1, pack.bytes)));
      if (share !== said) io.progress?.(`Verifying … ${share} %`);
      said = share;
      yield chunk;
    }
  }
  return { names: pack.names, open };
}

const crypto: PackCrypto = {
  sha256: (data) => {
    // As text, and the bytes from that: asked for a buffer, Node takes more than twice as long.
    const text = hash('sha256', data, 'binary');
    const digest = new Uint8Array(text.length);
    for (let place = 0; place < digest.length; place += 1) digest[place] = text.charCodeAt(place);
    return digest;
  },
  hashStream: async (chunks) => {
    const sum = createHash('sha256');
    for await (const chunk of chunks) sum.update(chunk);
    return sum.digest('hex');
  },
  verify: (publicKey, message, signature) => {
    const x = Buffer.from(publicKey).toString('base64url');
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    return verify(null, message, key, signature);
  },
};
