import type { Stream } from '../entry.js';
import type { ChainProblem } from '../verify-chain.js';

/** Which chain of which log's programme. */
export type ChainName = {
  readonly organisation: string;
  readonly programme: string | null;
  readonly stream: Stream;
};

/** The closed list of what can be wrong with a pack; docs/evidence-pack.md says when each is found. */
export type PackProblem =
  | ChainProblem
  | 'FILE_MISSING'
  | 'MALFORMED'
  | 'CHECKPOINT_REFUSED'
  | 'OTHER_LOG'
  | 'KEY_DIFFERS'
  | 'HEADS_DIFFER'
  | 'HEADS_MISSING'
  | 'ENTRY_MISSING'
  | 'BEYOND_HEAD'
  | 'RANGE_OPEN'
  | 'PRIVATE_DIFFERS'
  | 'ROOT_DIFFERS'
  | 'DEFINITION_DIFFERS'
  | 'DEFINITION_MISSING'
  | 'EVIDENCE_DIFFERS';

/** What is wrong, in words, and where: the first bad entry, and the file and line (from 1). */
export type PackFault = {
  readonly code: PackProblem;
  readonly problem: string;
  readonly chain: ChainName | null;
  readonly sequence: number | null;
  readonly file: string | null;
  readonly line: number | null;
};

type Where = Partial<Pick<PackFault, 'chain' | 'sequence' | 'file' | 'line'>>;

/** Ends the verification from wherever the fault was found; verifyPack turns it into its answer. */
export class PackBroken extends Error {
  readonly fault: PackFault;
  constructor(code: PackProblem, problem: string, where: Where = {}) {
    super(problem);
    this.fault = { code, problem, chain: null, sequence: null, file: null, line: null, ...where };
  }
}
