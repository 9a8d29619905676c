import { createPrivateKey, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { fromHex, type Ed25519Sign, type Ed25519Verify } from '#ledger';

/** PKCS #8 of an Ed25519 key is this, then its 32 bytes (RFC 8410). */
const PKCS8 = '302e020100300506032b657004220420';

/** The private key of these 32 bytes in hex. For tests: a real one is made at random. */
export const privateKey = (seed: string): KeyObject =>
  createPrivateKey({ key: Buffer.from(`${PKCS8}${seed}`, 'hex'), format: 'der', type: 'pkcs8' });

/** The 32 bytes of the public half. */
export function publicKeyOf(seed: string): Uint8Array {
  const der = createPublicKey(privateKey(seed)).export({ format: 'der', type: 'spki' });
  return fromHex(der.subarray(-32).toString('hex'));
}

/** Signs with that key. */
export const signer =
  (seed: string): Ed25519Sign =>
  (message) =>
    sign(null, message, privateKey(seed));

/** Ed25519 by node:crypto. */
export const verifyEd25519: Ed25519Verify = (publicKey, message, signature) => {
  const x = Buffer.from(publicKey).toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return verify(null, message, key, signature);
};
