import { keyFingerprint, readVerifierKey } from '#ledger';
import { sha256 } from '#engine';
import type { PackTold } from './pack-told.js';

/** What whoever unpacks the pack reads first. */
export function readMe({ access, asked, content, sample }: PackTold): string {
  const { made, checkpoint } = content;
  const part = {
    whole: 'Every entry of its history, and every refusal.',
    range: `What was recorded from ${asked.from ?? 'the beginning'} to ${asked.to ?? 'the end'}.`,
    sample: `A sample of its history: ${sample?.these.length ?? 0} entries, drawn with the seed "${sample?.seed ?? ''}".`,
  }[asked.part];
  const fingerprints = fingerprintsOf(content.keys).map((each) => `    ${each}`);
  return `Evidence pack of the programme "${access.programme}" (${access.organisation})
Taken ${made} by ${access.person}. ${part}

TO VERIFY IT, with no server and no account:

    node verify.mjs PACK.zip --key FINGERPRINT

verify.mjs is one file; get it, and its hash, from the releases of Evolve and not from whoever gave
you this pack. FINGERPRINT is that of the key that signs the log: get it from elsewhere than this
pack too. These are the ones that the pack itself names:

${fingerprints.join('\n')}

verify.html does the same in a browser, as a convenience: it came with this pack, so it proves no more
than whoever gave it to you does.

Without --key, and without --checkpoint FILE for a checkpoint that you have kept, all it can tell is
that the pack agrees with itself. The format is public, and short enough to write a verifier of your
own: docs/evidence-pack.md of Evolve, with one in Python beside it.

The checkpoint of this pack covers ${checkpoint.size} entries. Keep checkpoint.txt: with it you can
tell of every later pack whether the log still holds what it held today.

WHAT IS VERIFIED: manifest.json, checkpoint.txt, checkpoints/, keys.txt, log.txt, heads.txt,
definitions/ and evidence/. report.pdf and reports/ are made from the same entries for people to
read; nothing proves them but the entries. SHA256SUMS has their hashes as they were handed over.

WHAT NO PACK CAN SHOW: what was changed before its first checkpoint was kept somewhere else.
`;
}

/** The fingerprints of keys, as people compare them. */
export function fingerprintsOf(keys: readonly string[]): string[] {
  return keys.flatMap((line) => {
    const read = readVerifierKey(sha256, line);
    return read.ok ? [keyFingerprint(sha256, read.key)] : [];
  });
}
