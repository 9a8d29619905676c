import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toLocalDate, type Instant, type IsoDate } from '#plan';
import { loadDefinition, withDays, type Definition } from '#programme';
import { checkout } from './checkout.js';

/** A programme that `npm start` loads once. */
export type DemoProgramme = {
  readonly id: string;
  /** As its file says: known here, so that a later start need not read the file. */
  readonly organisation: string;
  readonly file: string;
  readonly clock: 'live' | 'rehearsal';
  /** Rehearsals: where their clock begins, local to the programme. */
  readonly startAt?: string;
};

export const demoProgrammes: readonly DemoProgramme[] = [
  {
    id: 'evolve-nca',
    organisation: 'soca',
    file: 'programmes/evolve-nca/programme.yaml',
    clock: 'rehearsal',
    startAt: '2011-03-31 08:00',
  },
  {
    id: 'first-live',
    organisation: 'demo',
    file: 'programmes/first-live/programme.yaml',
    clock: 'live',
  },
];

/**
 * Reads a definition of this checkout, `@today` in its text being the day on which `now` falls in its
 * own zone. Throws with every problem.
 */
export function readDefinition(file: string, now: Instant): Definition {
  // Which zone that is stands in the text: any day does for reading that.
  const { zone } = readOn(file, toLocalDate(now, 'UTC'));
  return readOn(file, toLocalDate(now, zone));
}

function readOn(file: string, today: IsoDate): Definition {
  const read = (path: string) => {
    const full = join(checkout, path);
    return existsSync(full) ? withDays(readFileSync(full, 'utf8'), today) : null;
  };
  const loaded = loadDefinition(file, read);
  if (loaded.ok) return loaded.definition;
  const problems = loaded.problems.map((each) => `${each.file}:${each.line}: ${each.message}`);
  throw new Error(`${file} does not load:\n${problems.join('\n')}`);
}
