import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type {
  DeliveryResent,
  FailedDeliveries,
  FailedDelivery,
  FailedDeliveryFilter,
} from '#contract';
import { localTime } from '#plan';
import { listDeadLetters, resend, type DeadLetter } from '#schedule';
import type { Store } from '#store';
import { ProblemError } from '../http/problem-error.js';
import type { Access } from '../identity/permit.js';
import { mustKeep } from './keepers.js';
import { ProgrammeReads } from '../programmes/programme-reads.js';
import { LOGGER, STORE } from '../tokens.js';

/** Deliveries that were given up: shows them, and sends them again. */
@Injectable()
export class DeadLetters {
  constructor(
    private readonly reads: ProgrammeReads,
    @Inject(STORE) private readonly store: Store,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async list(access: Access, { item, limit }: FailedDeliveryFilter): Promise<FailedDeliveries> {
    const { organisation, programme } = access;
    const { state, compiled } = await this.reads.seen(access);
    mustKeep(compiled, access, 'Failed deliveries are seen and sent again');
    const dead = await listDeadLetters(this.store.pool, { organisation, programme, item });
    const { zone } = compiled.definition;
    return {
      total: dead.length,
      deliveries: dead
        .slice(0, limit)
        .map((each) => presentDead(each, state.items[each.item]?.title ?? each.item, zone)),
    };
  }

  async resend(access: Access, id: string): Promise<DeliveryResent> {
    const { compiled } = await this.reads.seen(access);
    mustKeep(compiled, access, 'Failed deliveries are seen and sent again');
    const { organisation, programme, person: actor } = access;
    const dead = await listDeadLetters(this.store.pool, { organisation, programme });
    const found = dead.find((each) => each.id === id);
    if (found === undefined || (await resend(this.store, found)) === 'notDead') {
      throw new ProblemError('NOT_FOUND', notFailed(programme, id));
    }
    const { notice, item, channel, person } = found;
    const line = { organisation, programme, item, notice, channel, person, actor, delivery: id };
    this.logger.info(line, 'delivery to be sent again');
    return { id, notice, channel, person: person || null };
  }
}

const notFailed = (programme: string, id: string) =>
  `"${programme}" has no failed delivery "${id}"; it may have been sent again already. List the deliveries to see those that failed.`;

function presentDead(dead: DeadLetter, title: string, zone: string): FailedDelivery {
  const { id, notice, item, template, at, channel, person, attempts, lastError, failure } = dead;
  return {
    id,
    notice,
    item,
    title,
    template,
    at,
    local: localTime(at, zone),
    channel,
    person: person || null,
    attempts,
    cause: lastError ?? 'not recorded',
    failure,
  };
}
