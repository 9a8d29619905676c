import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { HoldList, HoldView, NewHold, RetentionView } from '#contract';
import type { Config } from '#config';
import { Engine } from '#engine';
import { addDays, toLocalDate } from '#plan';
import { listHolds, textsKeptSince, type HoldRow, type Store } from '#store';
import { ProblemError } from '../http/problem-error.js';
import { mustHold } from '../identity/duty.js';
import { Grants } from '../identity/grants.js';
import type { Identity } from '../identity/identity.js';
import type { Access } from '../identity/permit.js';
import { CONFIG, STORE } from '../tokens.js';
import { askers, deciders } from './redaction-rights.js';

const DAY_MS = 86_400_000;

/** What keeps texts from being erased, and what says that they should be. */
@Injectable()
export class Holds {
  constructor(
    private readonly engine: Engine,
    private readonly grants: Grants,
    @Inject(STORE) private readonly store: Store,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async list({ organisation, programme }: Access): Promise<HoldList> {
    const rows = await listHolds(this.store.pool, { organisation, programme });
    return { holds: rows.map(present) };
  }

  async place(access: Access, { reason }: NewHold): Promise<HoldView> {
    const { organisation, programme } = access;
    await mustHold(this.engine, access, programme, askers);
    const id = randomBytes(8).toString('hex');
    await this.engine.placeHold({ organisation, programme, id, actor: actorOf(access), reason });
    return this.one(access, id);
  }

  async lift(access: Access, id: string): Promise<HoldView> {
    const { organisation, programme } = access;
    await mustHold(this.engine, access, programme, deciders);
    const { inForce } = await this.one(access, id);
    const hold = { organisation, programme, id, actor: actorOf(access) };
    if (!inForce || !(await this.engine.liftHold(hold))) {
      throw new ProblemError('REDACTION_REFUSED', `Hold "${id}" was lifted before.`);
    }
    return this.one(access, id);
  }

  /** Ended programmes among those that somebody sees, whose texts have been kept long enough. */
  async retention({ person }: Identity): Promise<RetentionView> {
    const { retentionDays: days } = this.config;
    if (days === undefined) return { days: null, due: [] };
    const before = new Date(Date.now() - days * DAY_MS).toISOString();
    const all = await this.grants.all(person);
    const due: RetentionView['due'] = [];
    for (const organisation of new Set(all.map((access) => access.organisation))) {
      const among = all.filter((access) => access.organisation === organisation);
      const names = among.map(({ programme }) => programme);
      for (const row of await textsKeptSince(this.store.pool, organisation, {
        among: names,
        before,
      })) {
        const { lastRecordedAt, ...kept } = row;
        const lastRecordedOn = toLocalDate(lastRecordedAt, 'UTC');
        due.push({ ...kept, lastRecordedOn, dueOn: addDays(lastRecordedOn, days) });
      }
    }
    return { days, due };
  }

  private async one({ organisation, programme }: Access, id: string): Promise<HoldView> {
    const rows = await listHolds(this.store.pool, { organisation, programme });
    const row = rows.find((each) => each.id === id);
    if (row === undefined)
      throw new ProblemError('NOT_FOUND', `"${programme}" has no hold "${id}".`);
    return present(row);
  }
}

const actorOf = ({ person, grants }: Access) =>
  ({ kind: 'person', person, grants, actingFor: null }) as const;

function present(row: HoldRow): HoldView {
  const { organisation: _organisation, programme: _programme, ...view } = row;
  return { ...view, inForce: row.liftedAt === null };
}
