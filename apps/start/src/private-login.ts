import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureApplicationLogin } from '#store';

/**
 * The URL of the login under which api and worker use the private database: it owns nothing, and can
 * only add to the ledger. Its password is random and kept in `folder` for its owner only; when the
 * file has gone the login gets a new one.
 */
export function privateLogin(superuserUrl: string, folder: string): Promise<string> {
  return ensureApplicationLogin(superuserUrl, { name: 'evolve', password: passwordIn(folder) });
}

function passwordIn(folder: string): string {
  const path = join(folder, 'login-password');
  if (existsSync(path)) return readFileSync(path, 'utf8').trim();
  mkdirSync(folder, { recursive: true });
  const password = randomBytes(24).toString('base64url');
  writeFileSync(path, `${password}\n`, { mode: 0o600 });
  return password;
}
