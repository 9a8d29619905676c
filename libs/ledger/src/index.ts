export { canonicalJson } from './json.js';
export type { Json, JsonObject } from './json.js';
export { digestIn, fromHex, hashCanonical, hex, ZERO_HASH } from './hash.js';
export type { Sha256 } from './hash.js';
export type {
  Change,
  Commitment,
  Entry,
  EntryDraft,
  Erased,
  GuardAnswer,
  Head,
  Private,
  RevealedEntry,
  StateValue,
  Stream,
} from './entry.js';
export { checkEntry, isEntry } from './check-entry.js';
export { checkPrivateFields, openCommitment, rehearsalSalt, revealEntry } from './private-text.js';
export type { PrivateField, PrivateFields, SaltFor } from './private-text.js';
export { sealEntry } from './seal.js';
export type { SealedEntry } from './seal.js';
export { chainVerifier, leafRow, leafRowIn, verifyChain } from './verify-chain.js';
export type {
  BrokenChain,
  ChainProblem,
  ChainRow,
  ChainVerdict,
  ChainVerifier,
  ExpectedChain,
  LeafRow,
} from './verify-chain.js';
export { coverSubtrees } from './merkle/subtree.js';
export type { Subtree } from './merkle/subtree.js';
export { treeBuilder } from './merkle/tree-builder.js';
export type { Frontier, OnNode, TreeBuilder } from './merkle/tree-builder.js';
export { consistencyProof, inclusionProof, treeRoot } from './merkle/prove.js';
export type { ReadNodes } from './merkle/prove.js';
export { verifyConsistency, verifyInclusion } from './merkle/verify-proof.js';
export type { Consistency, Inclusion, TreeHead } from './merkle/verify-proof.js';
export { checkpointText, readCheckpoint } from './checkpoint/checkpoint.js';
export type { Checkpoint } from './checkpoint/checkpoint.js';
export { headsLeaf, headsRoot } from './checkpoint/heads.js';
export type { ChainHeads } from './checkpoint/heads.js';
export { keyFingerprint, logKey, readVerifierKey, writeVerifierKey } from './checkpoint/log-key.js';
export type { LogKey } from './checkpoint/log-key.js';
export { openNote, signNote } from './checkpoint/signed-note.js';
export type { Ed25519Sign, Ed25519Verify, OpenedNote } from './checkpoint/signed-note.js';
export { verifyPack } from './pack/verify-pack.js';
export type { KeptCheckpoint } from './pack/kept-checkpoints.js';
export type { FromElsewhere, PackCrypto, PackFacts, PackVerdict } from './pack/verify-pack.js';
export type { PackChain, PackManifest } from './pack/manifest.js';
export { PackBroken } from './pack/pack-fault.js';
export type { ChainName, PackFault, PackProblem } from './pack/pack-fault.js';
export type { PackReader } from './pack/pack-reader.js';
export { headsLines, logLines } from './pack/write-lines.js';
export type { PackedTree, PackEntry } from './pack/write-lines.js';
