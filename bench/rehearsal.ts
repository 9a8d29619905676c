import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { inTurns, median, noise, type Comparison } from './measure.js';

const evolve = 'dist/evolve.mjs';
const programme = 'programmes/evolve-nca/programme.yaml';
const script = 'programmes/evolve-nca/history.yaml';

/** The whole EVOLVE rehearsal offline, as a command, beside a Node process that does nothing. */
export async function rehearsal(rounds: number): Promise<Comparison[]> {
  const values = await inTurns(rounds, {
    rehearsal: () => seconds([evolve, 'rehearse', programme, '--script', script, '--json']),
    nothing: () => seconds(['-e', '0']),
  });
  const took = values['rehearsal'] ?? [];
  const nothing = values['nothing'] ?? [];
  return [
    {
      what: 'EVOLVE rehearsed offline, from 2011-03-31 to the end of the history pack',
      unit: 's',
      median: median(took),
      noise: noise(took),
      baseline: { name: 'an empty Node process', median: median(nothing), noise: noise(nothing) },
      ratio: median(took) / median(nothing),
      target: { text: '≤ 2 s', met: median(took) <= 2 },
    },
  ];
}

async function seconds(args: string[]): Promise<number> {
  const began = performance.now();
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = (await once(child, 'exit')) as [number | null]; // Node's own event
  if (code !== 0) throw new Error(`"node ${args.join(' ')}" ended with ${code}`);
  return (performance.now() - began) / 1000;
}
