// Judges a history, and says so in its last line; ends with 1 when something happened that must not:
//   node --conditions=source --import ./test/support/run-ts.mjs test/chaos/check.ts FILE
import { isSound, judge, summary } from './checker.js';
import { readHistory } from './history.js';

const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('Which history? Name its file.');
const verdict = judge(readHistory(file));
for (const [fault, times] of Object.entries(verdict.faults)) console.log(`${times} × ${fault}`);
for (const wrong of ['lost', 'early', 'otherId', 'unasked'] as const) {
  for (const name of verdict[wrong].slice(0, 10)) console.log(`${wrong}: ${name}`);
}
console.log(summary(verdict));
process.exit(isSound(verdict) ? 0 : 1);
