import type { Engine } from '#engine';
import { organisation, programmeId, requestOf } from './bench-programmes.js';

let keys = 0;
const turns: number[] = [];

/** Accepted events a second in this process: each client sends one after the other to a programme of its own. */
export async function loadEngine(
  engine: Engine,
  clients: number,
  seconds: number,
): Promise<number> {
  const began = performance.now();
  const end = began + seconds * 1000;
  let done = 0;
  const client = async (index: number) => {
    while (performance.now() < end) {
      const turn = turns[index] ?? 0;
      turns[index] = turn + 1;
      const request = requestOf(turn, `in-process-${(keys += 1)}`);
      const answer = await engine.send(organisation, programmeId(index), request);
      if (answer.outcome !== 'accepted') throw new Error(JSON.stringify(answer));
      done += 1;
    }
    // Each run leaves the milestone as it found it, for whoever runs next.
    if ((turns[index] ?? 0) % 2 === 1) {
      turns[index] = (turns[index] ?? 0) + 1;
      await engine.send(organisation, programmeId(index), requestOf(1, `even-${(keys += 1)}`));
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, index) => client(index)));
  return done / ((performance.now() - began) / 1000);
}
