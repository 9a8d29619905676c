import { canonicalJson, hex, type Json, type Sha256 } from '#ledger';
import type { Definition } from './definition.js';

/** Name of a definition version: SHA-256 of its canonical JSON, in hex. */
export function definitionHash(definition: Definition, sha256: Sha256): string {
  return hex(sha256(new TextEncoder().encode(canonicalDefinition(definition))));
}

/** The definition as RFC 8785 text. Optional keys that are absent are left out. */
export function canonicalDefinition(definition: Definition): string {
  return canonicalJson(JSON.parse(JSON.stringify(definition)) as Json); // drops undefined keys
}
