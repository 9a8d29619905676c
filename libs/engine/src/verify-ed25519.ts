import { createPublicKey, verify } from 'node:crypto';
import type { Ed25519Verify } from '#ledger';

/** Ed25519 by Node, for the libraries that have it handed in. */
export const verifyEd25519: Ed25519Verify = (publicKey, message, signature) => {
  const x = Buffer.from(publicKey).toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return verify(null, message, key, signature);
};
