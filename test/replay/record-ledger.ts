// Records a ledger, to be decided again by every engine to come (test/replay/golden/README.md).
import { record } from '../support/recorded-ledger.js';

const [name, definition, script] = process.argv.slice(2);
if (name === undefined || definition === undefined || script === undefined) {
  throw new Error('say NAME DEFINITION.yaml SCRIPT.yaml; see test/replay/golden/README.md');
}
const entries = record(name, definition, script);
console.log(`Recorded ${entries.length} entries in test/replay/golden/${name}.`);
