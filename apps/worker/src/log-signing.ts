import { createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ConfigError, type Config } from '#config';
import { verifyEd25519 } from '#engine';
import type { LogSigning, Signer } from '#schedule';

/**
 * How checkpoints are signed here; undefined where no key is set. Throws ConfigError on a file that
 * cannot be read, and on what is no Ed25519 key: nothing is signed by another key than was meant.
 */
export function signingOf({ log }: Pick<Config, 'log'>): LogSigning | undefined {
  const { keys, origin, checkpointMs: everyMs } = log;
  if (keys === undefined) return undefined;
  const where = 'file' in keys ? `LEDGER_KEY_FILE "${keys.file}"` : 'LEDGER_KEY';
  const text = 'file' in keys ? textOf(keys.file, where) : keys.pem;
  const blocks = text.match(BLOCK) ?? [];
  if (blocks.length === 0) throw new ConfigError(`${where} holds no private key; ${howTo}`);
  const signers = blocks.map((pem, place) => signerOf(pem, `${where}, key ${place + 1},`));
  return { signers, verify: verifyEd25519, origin, everyMs };
}

const BLOCK = /-----BEGIN [^-]+-----.+?-----END [^-]+-----/gs;
const howTo = 'make one with: openssl genpkey -algorithm ed25519';

function textOf(file: string, where: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException; // what the file system throws
    throw new ConfigError(`${where} cannot be read: ${code}`);
  }
}

function signerOf(pem: string, where: string): Signer {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem.replaceAll('\\n', '\n')); // as some ways of setting variables write it
  } catch {
    throw new ConfigError(`${where} is no private key in PEM without a password; ${howTo}`);
  }
  if (key.asymmetricKeyType !== 'ed25519') {
    const kind = key.asymmetricKeyType ?? key.type;
    throw new ConfigError(
      `${where} is a key for ${kind}; the log is signed with Ed25519: ${howTo}`,
    );
  }
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return { publicKey: new Uint8Array(spki.subarray(-32)), sign: (text) => sign(null, text, key) };
}
