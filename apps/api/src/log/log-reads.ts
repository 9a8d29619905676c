import { Inject, Injectable } from '@nestjs/common';
import type {
  InclusionQuery,
  LogCheckpoint,
  LogConsistency,
  LogConsistencyQuery,
  LogInclusion,
  LogKeys,
  LogView,
} from '#contract';
import { sha256 } from '#engine';
import { consistencyProof, inclusionProof, type ReadNodes } from '#ledger';
import {
  checkpointCovering,
  countDirty,
  findLeaf,
  lastCheckpoint,
  listAnchors,
  listLogKeys,
  readLogNodes,
  readLogState,
  readLogVerification,
  type CheckpointRow,
  type Store,
} from '#store';
import { ProblemError } from '../http/problem-error.js';
import { invalidRequest } from '../http/schema.pipe.js';
import type { Access } from '../identity/permit.js';
import { STORE } from '../tokens.js';

/** Reads the log: how it stands, what was signed, and what proves what. */
@Injectable()
export class LogReads {
  readonly #read: ReadNodes;

  constructor(@Inject(STORE) private readonly store: Store) {
    this.#read = (nodes) => readLogNodes(store.pool, nodes);
  }

  async view(): Promise<LogView> {
    const { pool } = this.store;
    const [state, waiting, keys, last, anchors, verified] = await Promise.all([
      readLogState(pool),
      countDirty(pool),
      listLogKeys(pool),
      lastCheckpoint(pool),
      listAnchors(pool),
      readLogVerification(pool),
    ]);
    return {
      origin: state.origin,
      size: state.frontier.size,
      waiting,
      problem: state.problem,
      checkpoint: last && presentCheckpoint(last),
      keys,
      anchors: anchors.map(({ triedAt: _triedAt, name, ...anchor }) => ({
        ...anchor,
        name: name as LogView['anchors'][number]['name'], // written by the worker's own alone
      })),
      verified: verified && {
        at: verified.verifiedAt,
        size: verified.size,
        problem: verified.problem,
      },
    };
  }

  async keys(): Promise<LogKeys> {
    return { keys: await listLogKeys(this.store.pool) };
  }

  /** The newest checkpoint; a problem, 409, before the first. */
  async newest(): Promise<CheckpointRow> {
    const last = await lastCheckpoint(this.store.pool);
    if (last !== null) return last;
    const why = 'No checkpoint has been signed yet: the worker needs a key (LEDGER_KEY_FILE).';
    throw new ProblemError('LOG_NOT_SIGNED', why);
  }

  async consistency({ from, to }: LogConsistencyQuery): Promise<LogConsistency> {
    const { size } = await this.newest();
    const end = to ?? size;
    if (from > end || end > size) {
      const detail = `${from} to ${end} is no part of a log of which ${size} leaves are signed`;
      throw invalidRequest([{ pointer: from > end ? 'query:/from' : 'query:/to', detail }]);
    }
    const proof = await consistencyProof(sha256, this.#read, { from, to: end });
    return { from, to: end, proof };
  }

  async inclusion(
    { organisation, programme }: Access,
    { stream, sequence }: InclusionQuery,
  ): Promise<LogInclusion> {
    const { pool } = this.store;
    const leaf = await findLeaf(pool, { organisation, programme, stream }, sequence);
    if (leaf === null) {
      const why = `Entry ${sequence} of the ${stream} of "${programme}" is not in the log: there is none such, it was written a moment ago, or it is a rehearsal's.`;
      throw new ProblemError('NOT_FOUND', why);
    }
    const row = await checkpointCovering(pool, leaf.position + 1);
    if (row === null) {
      const why = `Entry ${sequence} is in the log, and no checkpoint covers it yet; ask again in a minute.`;
      throw new ProblemError('LOG_NOT_SIGNED', why);
    }
    const at = { index: leaf.position, size: row.size };
    const proof = await inclusionProof(sha256, this.#read, at);
    return { position: at.index, leaf: leaf.hash, proof, checkpoint: presentCheckpoint(row) };
  }
}

const presentCheckpoint = ({ size, madeAt, note }: CheckpointRow): LogCheckpoint => {
  return { size, madeAt, note };
};
