/** Bundles the page that verifies packs from its main file, and writes `verify.html` into a folder. */
export function bundleVerifierPage(entry: string, folder: string, conditions?: string[]): void;
