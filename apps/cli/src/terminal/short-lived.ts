import { setFlagsFromString } from 'node:v8';
import { config } from 'zod';

// A command runs once and for seconds: what pays only when repeated for long is left undone. Imported
// before everything else, for what it sets holds for what is compiled and checked afterwards.
setFlagsFromString('--sparkplug');
// Code runs longer before the optimising compiler takes it up; later Nodes have a quicker one between.
if (process.version.startsWith('v20.')) setFlagsFromString('--interrupt-budget=400000');
config({ jitless: true });
