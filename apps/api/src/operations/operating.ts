import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import { pausable, type LogView, type Operations } from '#contract';
import { Engine } from '#engine';
import {
  backlogOf,
  databaseNow,
  latenessOver,
  listVerifications,
  pausedChannels,
  type Store,
  type VerificationRow,
} from '#store';
import { LogReads } from '../log/log-reads.js';
import { ProblemError } from '../http/problem-error.js';
import { LOGGER, STORE } from '../tokens.js';
import { QueueWatch } from './queue-watch.js';

type Named = { id: string; title: string };

/** Whose operations they are, and who else is on this server. */
type Which = { chosen: Named; all: Named[] };

const HOURS = [1, 24];

/** What operators see, and the plugs they may pull. */
@Injectable()
export class Operating {
  constructor(
    private readonly queues: QueueWatch,
    private readonly engine: Engine,
    private readonly log: LogReads,
    @Inject(STORE) private readonly store: Store,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async look({ chosen, all }: Which): Promise<Operations> {
    const { pool } = this.store;
    const organisation = chosen.id;
    const [at, queues, log, backlog, paused, verified, lateness] = await Promise.all([
      databaseNow(pool),
      this.queues.look(),
      this.log.view(),
      backlogOf(pool, organisation),
      pausedChannels(pool, organisation),
      listVerifications(pool, organisation),
      Promise.all(
        HOURS.map(async (hours) => ({ hours, ...(await latenessOver(pool, organisation, hours)) })),
      ),
    ]);
    const { timers: pending, overdue, nextDue, outbox, held, digestsFailing } = backlog;
    const none = { pending: 0, failing: 0, dead: 0, sent: 0 };
    const used = backlog.channels.map(({ channel }) => channel);
    const known = [...new Set([...used, ...pausable])].toSorted();
    return {
      at: new Date(at).toISOString(),
      organisation: chosen,
      organisations: all,
      queues,
      timers: { pending, overdue, nextDue },
      notices: { outbox, held, digestsFailing },
      lateness,
      verification: presentVerified(verified),
      log: presentLog(log),
      channels: known.map((channel) => {
        const pause = paused.find((each) => each.channel === channel);
        return {
          ...(backlog.channels.find((each) => each.channel === channel) ?? { channel, ...none }),
          paused:
            pause === undefined
              ? null
              : { since: pause.pausedAt, by: pause.by, reason: pause.reason },
        };
      }),
    };
  }

  /** Pauses a channel; one that is paused stays paused as it was. */
  async pause(which: Which, person: string, channel: string, reason: string): Promise<Operations> {
    const organisation = which.chosen.id;
    const asked = { organisation, channel: mustBePausable(channel), actor: actorOf(person) };
    if (await this.engine.pauseChannel({ ...asked, reason })) {
      this.logger.warn({ organisation, channel, reason, actor: person }, 'channel paused');
    }
    return this.look(which);
  }

  /** Lets a channel run again: what waits goes out within seconds. */
  async resume(which: Which, person: string, channel: string): Promise<Operations> {
    const organisation = which.chosen.id;
    const asked = { organisation, channel: mustBePausable(channel), actor: actorOf(person) };
    if (await this.engine.resumeChannel(asked)) {
      this.logger.warn({ organisation, channel, actor: person }, 'channel resumed');
    }
    return this.look(which);
  }
}

function presentVerified(rows: readonly VerificationRow[]): Operations['verification'] {
  const [oldest] = rows.map(({ verifiedAt }) => verifiedAt).toSorted();
  if (oldest === undefined) return null;
  const broken = rows.flatMap(({ programme, verifiedAt: at, problem }) =>
    problem === null ? [] : [{ programme, at, problem }],
  );
  return { programmes: rows.length, oldest, broken };
}

const presentLog = ({ size, waiting, problem, verified, checkpoint, anchors }: LogView) => ({
  size,
  waiting,
  problem,
  verified: verified && { at: verified.at, problem: verified.problem },
  signed: checkpoint && { size: checkpoint.size, at: checkpoint.madeAt },
  anchors: anchors.map(({ name, place, size: kept, problem: why }) => {
    return { name, place, size: kept, problem: why };
  }),
});

const actorOf = (person: string) => ({
  kind: 'person' as const,
  person,
  grants: [{ role: 'OPERATOR', items: null, authority: null }],
  actingFor: null,
});

function mustBePausable(channel: string): string {
  if (pausable.some((each) => each === channel)) return channel;
  throw new ProblemError(
    'NOT_FOUND',
    `There is no channel "${channel}" to pause or resume; there are ${pausable.join(', ')}.`,
  );
}
