import type { PackRequest } from '#contract';
import type { Engine } from '#engine';
import type { Cell, Report } from '#programme';
import type { Access } from '../identity/permit.js';
import type { Seen } from '../programmes/present-programme.js';
import type { PackContent } from './pack-files.js';
import type { Sample } from './pack-sample.js';

/** What a pack is told by. */
export type PackTold = {
  engine: Pick<Engine, 'retell'>;
  access: Access;
  asked: PackRequest;
  content: PackContent;
  seen: Seen;
  sample: Sample | undefined;
  /** The page that verifies packs in a browser. */
  verifierPage: string;
};

/** A report as the PDF has it: its first lines, and how many there are. */
export type PackTable = { report: Report; lines: Cell[][]; total: number };
