import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The setting by which the log of the private database is signed: a key made at random, kept in
 * `folder` for its owner only. Nothing where the environment names a key.
 */
export function privateLogKey(
  env: NodeJS.ProcessEnv,
  folder: string,
): { LEDGER_KEY_FILE: string } | undefined {
  if (env['LEDGER_KEY']?.trim() || env['LEDGER_KEY_FILE']?.trim()) return undefined;
  const path = join(folder, 'log-key.pem');
  if (!existsSync(path)) {
    mkdirSync(folder, { recursive: true });
    const { privateKey } = generateKeyPairSync('ed25519');
    const pem = privateKey.export({ format: 'pem', type: 'pkcs8' });
    writeFileSync(path, pem, { mode: 0o600, flag: 'wx' });
  }
  return { LEDGER_KEY_FILE: path };
}
