/** Bundles the verifier from its main file, and writes `verify.mjs` and `verify.mjs.sha256` into a folder. */
export function bundleVerifier(entry: string, folder: string, conditions?: string[]): void;
