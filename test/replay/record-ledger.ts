// Records a ledger, to be decided again by every engine to come (test/replay/golden/README.md).
import { record } from '../support/recorded-ledger.js';

const [name, definition, script, nextDefinition, nextScript] = process.argv.slice(2);
if (name === undefined || definition === undefined || script === undefined) {
  throw new Error('say NAME DEFINITION.yaml SCRIPT.yaml; see test/replay/golden/README.md');
}
const next =
  nextDefinition === undefined || nextScript === undefined
    ? null
    : ([nextDefinition, nextScript] as const);
const entries = record(name, [definition, script], next);
console.log(`Recorded ${entries.length} entries in test/replay/golden/${name}.`);
