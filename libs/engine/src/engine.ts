import type { ChainVerdict, Stream } from '#ledger';
import type { Instant } from '#plan';
import type { CompiledDefinition, EventRequest, ProgrammeState, Timer, Told } from '#programme';
import { readVersion, type ProgrammeRow, type Store } from '#store';
import { answerBatch } from './answer-batch.js';
import { BatchWriter } from './batch-writer.js';
import { pauseChannel, resumeChannel, type ChannelSwitch } from './channel-pause.js';
import { checkProgramme, type CheckAnswer, type CheckFacts } from './check-programme.js';
import {
  fireTimers,
  moveClock,
  wakeProgramme,
  type ClockAnswer,
  type FireAnswer,
  type WakeAnswer,
} from './clock-work.js';
import { isCurrent, knownProgramme, programmeNow, readProgramme, type Core } from './core.js';
import { startClock, type Clock } from './database-clock.js';
import type { Asked } from './decide-batch.js';
import { DefinitionCache } from './definition-cache.js';
import { recordTaken, tellLogKey, type EvidenceTaken, type LogKeyTold } from './log-facts.js';
import {
  migrateProgramme,
  previewMigration,
  type MigrateAnswer,
  type MigrationAsked,
  type PreviewAnswer,
} from './migrate-programme.js';
import { openProgramme, type OpenAnswer, type Opening } from './open-programme.js';
import { previewOf, type Preview } from './preview.js';
import { liftHold, placeHold, type Hold } from './legal-hold.js';
import { ProgrammeQueues } from './programme-queue.js';
import { publish, type Publication, type PublishAnswer } from './publish.js';
import { redact, type RedactAnswer, type RedactionBy } from './redact.js';
import { requestHash } from './request-hash.js';
import { retell } from './retell.js';
import type { SendAnswer } from './send-answer.js';
import { StateCache, type ProgrammeName } from './state-cache.js';
import { unwritable } from './unwritable.js';
import { verifyOrganisation, verifyProgramme, type Verification } from './verify-programme.js';
import { viewAt, type AsAt, type NoPast, type PastView } from './view-at.js';

/** A programme as it stands: state, compiled definition, its row, and the time on its clock. */
export type View = {
  state: ProgrammeState;
  compiled: CompiledDefinition;
  row: ProgrammeRow;
  now: Instant;
};

type Waiting = Asked & {
  resolve: (answer: SendAnswer) => void;
  reject: (error: unknown) => void;
};

/**
 * The one write path. Any number of processes may have one on the same database; within a process
 * the events of a programme queue in order, and what waits together is decided and written together.
 */
export class Engine {
  readonly #core: Core;
  readonly #queues: ProgrammeQueues<Waiting>;

  constructor(store: Store, clock: Clock, { mostCached = 1_000 }: { mostCached?: number } = {}) {
    this.#core = {
      store,
      clock,
      states: new StateCache(mostCached),
      definitions: new DefinitionCache(store),
      writer: new BatchWriter(store),
    };
    this.#queues = new ProgrammeQueues((name, batch) => this.#answer(name, batch));
  }

  /** Decides an event and writes it. Rejects only for bugs and outages; a "no" is an answer. */
  send(organisation: string, programme: string, request: EventRequest): Promise<SendAnswer> {
    const refusal = unwritable(request);
    if (refusal !== null) return Promise.resolve({ outcome: 'refused', refusal, number: null });
    return new Promise((resolve, reject) => {
      const asked = { request, requestHash: requestHash(request) };
      this.#queues.add({ organisation, programme }, { ...asked, resolve, reject });
    });
  }

  /** Looks again: fires the rules that time alone has made due, and writes nothing if none is. */
  wake(organisation: string, programme: string): Promise<WakeAnswer> {
    const name = { organisation, programme };
    return this.#queues.alone(name, () => wakeProgramme(this.#core, name));
  }

  /** Fires due timers of a live programme, as claimed by the sweep; twice is the same as once. */
  fire(organisation: string, programme: string, timers: readonly Timer[]): Promise<FireAnswer> {
    const name = { organisation, programme };
    return this.#queues.alone(name, () => fireTimers(this.#core, name, timers));
  }

  /** Looks a programme over, as is done each morning; twice is the same as once. */
  check(organisation: string, programme: string, facts: CheckFacts): Promise<CheckAnswer> {
    const name = { organisation, programme };
    return this.#queues.alone(name, () => checkProgramme(this.#core, name, facts));
  }

  /** Moves the clock of a rehearsal and fires what is due on the way. */
  moveClock(organisation: string, programme: string, to: Instant): Promise<ClockAnswer> {
    const name = { organisation, programme };
    return this.#queues.alone(name, () => moveClock(this.#core, name, to));
  }

  /** What moving a programme to another version would come to; writes nothing. */
  previewMigration(
    organisation: string,
    programme: string,
    definition: string,
  ): Promise<PreviewAnswer> {
    return previewMigration(this.#core, { organisation, programme }, definition);
  }

  /** Moves a programme to another version, unless it has moved since the preview. */
  migrate(organisation: string, programme: string, asked: MigrationAsked): Promise<MigrateAnswer> {
    const name = { organisation, programme };
    return this.#queues.alone(name, () => migrateProgramme(this.#core, name, asked));
  }

  /** Pauses a channel, and records who did; false when it was paused already. */
  pauseChannel(asked: ChannelSwitch & { reason: string }): Promise<boolean> {
    return pauseChannel(this.#core, asked);
  }

  /** Lets a paused channel run again, and records who did; false when it was not paused. */
  resumeChannel(asked: ChannelSwitch): Promise<boolean> {
    return resumeChannel(this.#core, asked);
  }

  /** Records that the log is signed with this key, on the organisation's own chain; once for each. */
  tellLogKey(told: LogKeyTold): Promise<void> {
    return tellLogKey(this.#core, told);
  }

  /** Records that somebody took evidence away, on the organisation's own chain; gives its sequence. */
  recordTaken(taken: EvidenceTaken): Promise<number> {
    return recordTaken(this.#core, taken);
  }

  /** Places a legal hold, and records who did on the organisation's own chain. */
  placeHold(hold: Hold & { reason: string }): Promise<void> {
    return placeHold(this.#core, hold);
  }

  /** Lifts a legal hold, and records who did; false when none of that id is in force. */
  liftHold(hold: Hold): Promise<boolean> {
    return liftHold(this.#core, hold);
  }

  /** Erases the texts of a redaction that somebody else asked for. */
  redact(
    { organisation, programme }: ProgrammeName,
    redaction: string,
    by: RedactionBy,
  ): Promise<RedactAnswer> {
    const key = { organisation, programme, id: redaction };
    return this.#queues.alone(key, () => redact(this.#core, key, by));
  }

  openProgramme(opening: Opening): Promise<OpenAnswer> {
    return openProgramme(this.#core, opening);
  }

  publish(publication: Publication): Promise<PublishAnswer> {
    return publish(this.#core, publication);
  }

  /** The programme as it stands now in the database; null when there is none. */
  async view(organisation: string, programme: string): Promise<View | null> {
    const name = { organisation, programme };
    const cached = this.#core.states.get(name);
    const version = cached && (await readVersion(this.#core.store.pool, organisation, programme));
    const isNewest = cached !== undefined && version && isCurrent(cached, version);
    const known = isNewest ? cached : await readProgramme(this.#core, name);
    return known && { ...known, now: programmeNow(this.#core.clock, known) };
  }

  /** The programme as it stood at the end of a day; null when there is none. */
  viewAt(organisation: string, programme: string, asAt: AsAt): Promise<PastView | NoPast | null> {
    return viewAt(this.#core, { organisation, programme }, asAt);
  }

  /** Goes through a chain of a programme, each entry with the programme before and after it. */
  retell(organisation: string, programme: string, stream: Stream): AsyncGenerator<Told> {
    return retell(this.#core, { organisation, programme }, stream);
  }

  /** What would become of an event sent now; writes nothing, and is null when there is no programme. */
  async preview(
    organisation: string,
    programme: string,
    request: EventRequest,
  ): Promise<Preview | null> {
    const view = await this.view(organisation, programme);
    return view && previewOf(view, request);
  }

  /** What a programme runs on, as last known here: only a migration changes it; null when there is no such programme. */
  async definitionOf(organisation: string, programme: string): Promise<CompiledDefinition | null> {
    const known = await knownProgramme(this.#core, { organisation, programme });
    return known?.compiled ?? null;
  }

  /**
   * Checks history, refusals, private texts and items of a programme; null when there is none. With
   * `snapshots`, makes and compares those as well.
   */
  verifyProgramme(
    organisation: string,
    programme: string,
    options: { snapshots?: boolean } = {},
  ): Promise<Verification | null> {
    return verifyProgramme(this.#core, { organisation, programme }, options);
  }

  /** Checks the organisation's own chain; null when there is no organisation. */
  verifyOrganisation(organisation: string): Promise<ChainVerdict | null> {
    return verifyOrganisation(this.#core, organisation);
  }

  /** Settles once no event, timer or move of a clock is under way: before the store is closed. */
  idle(): Promise<void> {
    return this.#queues.idle();
  }

  async #answer(name: ProgrammeName, batch: readonly Waiting[]): Promise<void> {
    const told = await answerBatch(this.#core, name, batch);
    for (const [index, { resolve, reject }] of batch.entries()) {
      const each = told[index];
      if (each !== undefined && 'answer' in each) resolve(each.answer);
      else reject(each?.error);
    }
  }
}

/** An engine on a database, with a clock that follows the database's. `stop` ends the clock only. */
export async function startEngine(
  store: Store,
  options: { mostCached?: number } = {},
): Promise<{ engine: Engine; clock: Clock; stop: () => void }> {
  const clock = await startClock(store);
  return { engine: new Engine(store, clock, options), clock, stop: () => clock.stop() };
}
