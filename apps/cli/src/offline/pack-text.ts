import type { ChainName, PackFacts, PackVerdict } from '#ledger';
import type { Paint } from '../terminal/paint.js';
import { count, table } from '../terminal/table.js';

/** The result in a sentence, with where a pack is broken and what is wrong with it. */
export function packWords(verdict: PackVerdict): string {
  switch (verdict.result) {
    case 'anchored':
      return verdict.entriesAfter === 0
        ? 'Anchored: nothing in this pack was changed, removed, reordered or cut off.'
        : `Anchored as far as the checkpoint that you kept reaches; ${entries(verdict.entriesAfter)} after it rest on the word of the pack alone.`;
    case 'self-consistent':
      return 'Self-consistent, signer unknown: the pack agrees with itself, and whoever made it could have made it up. Give --key or --checkpoint, from elsewhere than the pack.';
    case 'broken': {
      const { chain, sequence, file, line, code, problem } = verdict.fault;
      const where = [
        ...(chain === null
          ? []
          : [`${sequence === null ? '' : `entry ${sequence} of `}${chainWords(chain)}`]),
        ...(file === null ? [] : [line === null ? file : `${file} line ${line}`]),
      ];
      return `Broken at ${where.join(', ') || 'the checkpoint that you kept'}: ${problem} (${code}).`;
    }
  }
}

/** What the pack has shown, and what it has not. */
export function packText(paint: Paint, facts: PackFacts): string {
  const { origin, size, time, signedBy, chains, leftOut, erased } = facts;
  const said = [
    ...(erased.count === 0 ? [] : [`${count(erased.count, 'private text')} erased or left out.`]),
    ...leftOut.map((chain) => `Not in the pack: ${chainWords(chain)}, ${entries(chain.entries)}.`),
    ...facts.absentEvidence.map((hash) => `Evidence not in the pack: ${hash}.`),
    ...(facts.unverified.length === 0
      ? []
      : [`For people to read, and not verified: ${facts.unverified.join(', ')}.`]),
    ...facts.notCompared.map(
      (other) => `A checkpoint of ${entries(other)} cannot be compared with this pack.`,
    ),
  ];
  return [
    `Checkpoint of ${origin}: ${entries(size)}, ${time}`,
    ...signedBy.map((fingerprint) => `Signed by ${fingerprint}`),
    table(
      paint,
      ['PART', 'ENTRIES', 'FROM', 'TO', 'OF', 'CHAIN'],
      chains.map((chain) => [
        chain.part,
        ...[chain.entries, chain.first ?? '', chain.last ?? '', chain.inLog].map(String),
        chainWords(chain),
      ]),
    ),
    ...said,
  ].join('\n');
}

const entries = (number: number): string => count(number, 'entry', 'entries');

const chainWords = ({ organisation, programme, stream }: ChainName): string =>
  programme === null ? `${stream} of organisation ${organisation}` : `${stream} of ${programme}`;
