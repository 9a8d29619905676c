import { setFlagsFromString } from 'node:v8';
import { config } from 'zod';

// A command runs once and for seconds: what pays only when repeated for long is left undone. Imported
// before everything else, for what it sets holds for what is compiled and checked afterwards.
setFlagsFromString('--sparkplug');
setFlagsFromString('--interrupt-budget=400000'); // code runs longer before the optimising compiler takes it up
config({ jitless: true });
