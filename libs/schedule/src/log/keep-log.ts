import type { Engine } from '#engine';
import { sha256 } from '#engine';
import type { Store } from '#store';
import {
  makeCheckpoint,
  publishKeys,
  type Checkpointed,
  type LogSigning,
} from './make-checkpoint.js';
import { sayProblem, sequenceLog } from './sequence-log.js';

/** What the log is kept with. */
interface LogKeeping {
  readonly store: Store;
  readonly engine: Pick<Engine, 'tellLogKey'>;
  readonly signing?: LogSigning;
}

/** What one look at the log came to. */
type LogKept = { readonly leaves: number; readonly checkpoint: Checkpointed['outcome'] | 'noKey' };

/**
 * Takes what was written into the log, and signs what it has come to where that is due. What stands in
 * the way of it is said on the log's own row, for all to see, until it is gone.
 */
export async function keepLog({ store, engine, signing }: LogKeeping): Promise<LogKept> {
  const checkpointing = signing && { store, engine, sha256, signing };
  if (checkpointing) await publishKeys(checkpointing);
  const { leaves, busy, problem } = await sequenceLog(store, sha256);
  if (busy) return { leaves, checkpoint: 'busy' };
  const made = checkpointing && (await makeCheckpoint(checkpointing, new Date()));
  await sayProblem(store, made?.outcome === 'refused' ? made.problem : problem);
  return { leaves, checkpoint: made?.outcome ?? 'noKey' };
}
