import { migrate } from './migrate.js';
import { printed, type Comparison } from './measure.js';
import { rehearsal } from './rehearsal.js';
import { reminders } from './reminders.js';
import { start } from './start.js';
import { transitions } from './transitions.js';

/** `npm run bench -- NAME [--json] [--rounds N]`: the thing and its baseline, in turns, in one go. */
const benches: Readonly<Record<string, (rounds: number) => Promise<Comparison[]>>> = {
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
const asked = flags.indexOf('--rounds');
const rounds = asked === -1 ? 5 : Number(flags[asked + 1]);
const comparisons = await bench(rounds);
console.log(flags.includes('--json') ? JSON.stringify(comparisons, null, 2) : printed(comparisons));
process.exit(comparisons.some((each) => each.target?.met === false) ? 1 : 0);
