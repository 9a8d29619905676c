import { hex, type Sha256 } from '#ledger';

/**
 * Name of a definition version: SHA-256 of its JSON text, in hex. The text keeps the order of keys,
 * because order means something: items and rules are looked at in the order declared.
 */
export function definitionHash(definition: object, sha256: Sha256): string {
  return hex(sha256(JSON.stringify(definition)));
}
