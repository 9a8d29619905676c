import { Inject, Injectable } from '@nestjs/common';
import type { HistoryPage, HistoryQuery, HistoryVerdict } from '#contract';
import { Engine } from '#engine';
import { correctionsOf, historyPage, type Store } from '#store';
import { Evidence } from '../evidence/evidence.js';
import { hashesOf } from '../evidence/present-held.js';
import { ProblemError } from '../http/problem-error.js';
import type { Access } from '../identity/permit.js';
import { STORE } from '../tokens.js';
import { presentEntry } from './present-history.js';
import { presentVerdict } from './present-verdict.js';
import { ProgrammeReads } from './programme-reads.js';

/** Reads the ledger, and has it verified. */
@Injectable()
export class HistoryReads {
  constructor(
    private readonly engine: Engine,
    private readonly reads: ProgrammeReads,
    private readonly evidence: Evidence,
    @Inject(STORE) private readonly store: Store,
  ) {}

  async page(access: Access, { stream, after, limit }: HistoryQuery): Promise<HistoryPage> {
    const { organisation, programme } = access;
    const { state, compiled } = await this.reads.seen(access);
    const asked = { organisation, programme, stream, after, limit };
    const { rows, next } = await historyPage(this.store.pool, asked);
    const hashes = hashesOf(rows.flatMap(({ entry }) => [...entry.evidence]));
    // Corrections point at entries of the history; refusals are numbered by themselves.
    const told = stream === 'history' ? rows.flatMap(({ entry }) => entry.item ?? []) : [];
    const items = [...new Set(told)];
    const [stored, corrections] = await Promise.all([
      this.evidence.stored(access, hashes),
      correctionsOf(this.store.pool, { organisation, programme, items }),
    ]);
    return {
      stream,
      entries: rows.map((row) => presentEntry({ state, compiled, stored, corrections }, row)),
      next: next === null ? null : nextPage(programme, { stream, after: next, limit }),
    };
  }

  async verify({ organisation, programme }: Access): Promise<HistoryVerdict> {
    const found = await this.engine.verifyProgramme(organisation, programme);
    if (found !== null) return presentVerdict(found);
    throw new ProblemError('NOT_FOUND', `There is no programme "${programme}" that you may see.`);
  }
}

const nextPage = (programme: string, { stream, after, limit }: HistoryQuery) =>
  `/api/v1/programmes/${encodeURIComponent(programme)}/history?stream=${stream}&after=${after}&limit=${limit}`;
