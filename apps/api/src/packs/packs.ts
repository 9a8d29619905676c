import { Inject, Injectable } from '@nestjs/common';
import type { PackRequest } from '#contract';
import { Engine } from '#engine';
import {
  definitionsOf,
  findLeaf,
  listCheckpoints,
  listLogKeys,
  sequencesAbout,
  type CheckpointRow,
  type Store,
} from '#store';
import { Evidence } from '../evidence/evidence.js';
import { ProblemError } from '../http/problem-error.js';
import type { Access } from '../identity/permit.js';
import { ProgrammeReads } from '../programmes/programme-reads.js';
import type { Seen } from '../programmes/present-programme.js';
import { STORE, VERIFIER_PAGE } from '../tokens.js';
import { conveniences } from './conveniences.js';
import { mustBeSigned, signedCovering } from './covering-checkpoint.js';
import { packFiles, type Named, type PackContent } from './pack-files.js';
import { drawSample, type Sample } from './pack-sample.js';
import { chainsOf, checkRequest, type ScopedChain } from './pack-scope.js';
import type { ZipFile } from './zip.js';

/** A pack that is about to be handed over: its name without an ending, and what is in it. */
export type Pack = { name: string; made: Date; files: AsyncIterable<ZipFile> };

/** Checkpoints of before that a pack holds, so that those who kept one of them can compare. */
const EARLIER = 10;

/** Makes evidence packs of programmes. Taking one is recorded first, and is in the pack itself. */
@Injectable()
export class Packs {
  constructor(
    private readonly engine: Engine,
    private readonly reads: ProgrammeReads,
    private readonly evidence: Evidence,
    @Inject(STORE) private readonly store: Store,
    @Inject(VERIFIER_PAGE) private readonly verifierPage: string,
  ) {}

  /** Throws a problem: 400 for what does not go together, 409 where nothing is signed. */
  async take(access: Access, asked: PackRequest): Promise<Pack> {
    checkRequest(asked);
    const { pool } = this.store;
    const { organisation, programme } = access;
    const seen = await this.reads.seen(access);
    if (seen.state.clock !== 'live') {
      const why = `"${programme}" is a rehearsal: rehearsals are not in the log, and nothing of them can be proven.`;
      throw new ProblemError('LOG_NOT_SIGNED', why);
    }
    await mustBeSigned(pool);
    const { zone } = seen.compiled.definition;
    const sample =
      asked.part === 'sample' ? await drawSample(this.engine, access, asked) : undefined;
    const sequence = await this.record(access, asked, sample, seen);
    const chain = { organisation, programme: null, stream: 'history' } as const;
    const checkpoint = await signedCovering(pool, () => findLeaf(pool, chain, sequence));
    const definitions = await definitionsOf(pool, organisation, programme);
    const about = await sequencesAbout(pool, organisation, { programme, definitions });
    const own: ScopedChain = { chain: { ...chain, part: 'sample' }, chosen: { these: about } };
    const chains =
      sample?.chains ?? (await chainsOf(pool, { organisation, programme, zone }, asked));
    const made = new Date();
    const content: PackContent = {
      made: made.toISOString(),
      chains: [...chains, own],
      checkpoint,
      earlier: await this.earlier(checkpoint),
      cuts: asked.checkpoints,
      keys: (await listLogKeys(pool)).map(({ key }) => key),
      privateTexts: asked.privateTexts,
    };
    const mark = sample?.seed ?? made.toISOString().slice(0, 10);
    const files = this.files(access, asked, content, { seen, sample });
    return { name: `${programme}-${asked.part}-${mark}`, made, files };
  }

  private record(
    { organisation, programme, person, grants }: Access,
    asked: PackRequest,
    sample: Sample | undefined,
    { state }: Seen,
  ): Promise<number> {
    const { head } = state;
    const drawn = sample && { seed: sample.seed, entries: sample.these.length, csv: sample.csv };
    const payload = { programme, ...asked, ...drawn, head: { ...head } };
    return this.engine.recordTaken({
      organisation,
      payload: JSON.parse(JSON.stringify(payload)) as Record<string, never>, // nothing undefined
      actor: { kind: 'person', person, grants, actingFor: null },
    });
  }

  private async earlier({ id, size }: CheckpointRow): Promise<CheckpointRow[]> {
    const rows = await listCheckpoints(this.store.pool, { before: id, limit: EARLIER });
    const bySize = new Map(rows.filter((row) => row.size < size).map((row) => [row.size, row]));
    return [...bySize.values()].toReversed();
  }

  private async *files(
    access: Access,
    asked: PackRequest,
    content: PackContent,
    { seen, sample }: { seen: Seen; sample: Sample | undefined },
  ): AsyncGenerator<ZipFile> {
    const named: Named = { definitions: new Set(), evidence: new Set() };
    yield* packFiles(this.store.pool, access.organisation, content, named);
    if (asked.files) {
      for (const hash of await this.evidence.stored(access, [...named.evidence])) {
        const { bytes } = await this.evidence.open(access, hash);
        yield { name: `evidence/${hash}`, content: bytes };
      }
    }
    const { engine, verifierPage } = this;
    yield* conveniences({ engine, access, asked, content, seen, sample, verifierPage });
  }
}
