import type { ItemState } from '#programme';
import type { AcceptedKey } from '#store';
import type { Core } from './core.js';
import type { Asked } from './decide-batch.js';
import { stateAfter } from './fold-history.js';
import type { KeptAnswer, SendAnswer } from './send-answer.js';
import type { Known } from './state-cache.js';

/** The answer to a request whose key is used: the same as then, or that it was another request. */
export async function replayedAnswer(
  core: Core,
  known: Known,
  { request, requestHash }: Asked,
  accepted: AcceptedKey,
): Promise<SendAnswer> {
  if (accepted.requestHash !== requestHash) return { outcome: 'keyReused', key: request.key };
  const { entries, created, itemVersion, warnings = [] } = accepted.answer as KeptAnswer; // written by keptAnswer alone
  const last = entries.at(-1);
  if (last === undefined) throw new Error(`key "${request.key}" was kept without its entries`);
  const { sequence, hash } = last;
  const item = await itemThen(core, known, request.item, itemVersion, sequence);
  const then = { sequence, hash, entries, item, created, warnings };
  return { outcome: 'accepted', replayed: true, ...then };
}

/** The item as it was after an entry: as it is, if nothing touched it since, or folded from history. */
async function itemThen(
  core: Core,
  known: Known,
  id: string,
  version: number,
  sequence: number,
): Promise<ItemState> {
  const now = known.state.items[id];
  if (now?.version === version) return now;
  const then = (await stateAfter(core, known.row, sequence)).items[id];
  if (then === undefined) throw new Error(`entry ${sequence} left no item "${id}"`);
  return then;
}
