import { ledger } from './ledger.js';
import { migrate } from './migrate.js';
import { printed, type Comparison } from './measure.js';
import { rehearsal } from './rehearsal.js';
import { reminders } from './reminders.js';
import { start } from './start.js';
import { transitions } from './transitions.js';

/**
 * `npm run bench -- NAME [--json] [--rounds N] [--entries N]`: the thing and its baseline, in turns, in
 * one go. How many entries is for the ledger.
 */
const benches: Readonly<
  Record<string, (rounds: number, entries?: number) => Promise<Comparison[]>>
> = {
  ledger,
  transitions,
  start,
  rehearsal,
  migrate,
  reminders,
};

const [name, ...flags] = process.argv.slice(2);
const bench = name === undefined ? undefined : benches[name];
if (bench === undefined) {
  console.error(
    `There is no bench "${name ?? ''}"; choose from ${Object.keys(benches).join(', ')}.`,
  );
  process.exit(2);
}
const numberAfter = (flag: string): number | undefined => {
  const place = flags.indexOf(flag);
  return place === -1 ? undefined : Number(flags[place + 1]);
};
const comparisons = await bench(numberAfter('--rounds') ?? 5, numberAfter('--entries'));
console.log(flags.includes('--json') ? JSON.stringify(comparisons, null, 2) : printed(comparisons));
process.exit(comparisons.some((each) => each.target?.met === false) ? 1 : 0);
