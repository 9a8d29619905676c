import { Inject, Injectable } from '@nestjs/common';
import type { Logger } from 'pino';
import type { ClockMoved, EventAccepted, NewEvent, Preview } from '#contract';
import { Engine, type ClockAnswer, type SendAnswer } from '#engine';
import { canonicalJson } from '#ledger';
import { localTime, toLocalDate, type Instant } from '#plan';
import { reservedNames, type EventRequest, type JsonObject } from '#programme';
import { Evidence } from '../evidence/evidence.js';
import { namedFiles, strangeFiles, withHashes } from '../evidence/named-files.js';
import { ProblemError } from '../http/problem-error.js';
import { invalidRequest } from '../http/schema.pipe.js';
import { Grants } from '../identity/grants.js';
import type { Access } from '../identity/permit.js';
import { LOGGER } from '../tokens.js';
import { instantFrom } from './instant-from.js';
import { ProgrammeReads } from './programme-reads.js';
import { presentAccepted, presentRefused } from './present-preview.js';
import { acceptedOr, conflictProblem, noProgramme } from './send-answer.js';

/** Hands events and moves of the clock to the engine, and says what came of them. */
@Injectable()
export class ProgrammeWrites {
  constructor(
    private readonly engine: Engine,
    private readonly reads: ProgrammeReads,
    private readonly evidence: Evidence,
    private readonly grants: Grants,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async send(
    access: Access,
    key: string,
    body: NewEvent,
  ): Promise<{ answer: EventAccepted; replayed: boolean }> {
    const { organisation, programme, person } = access;
    const { item, event, expectedVersion } = body;
    const request = await this.requestOf(access, key, body);
    const sent = await this.engine.send(organisation, programme, request);
    const line = { organisation, programme, item, event, actor: person, key };
    this.logger.info({ ...line, ...cameTo(sent) }, 'event');
    return acceptedOr(programme, sent, expectedVersion);
  }

  /** What sending would come to; a refusal is an answer like any other, and nothing is kept of it. */
  async preview(access: Access, body: NewEvent): Promise<Preview> {
    const { organisation, programme } = access;
    const request = await this.requestOf(access, 'preview', body);
    const previewed = await this.engine.preview(organisation, programme, request);
    if (previewed === null) throw noProgramme(programme);
    const { decision } = previewed;
    switch (decision.outcome) {
      case 'accepted':
        return presentAccepted(previewed, decision);
      case 'refused':
        return presentRefused(previewed, decision.refusal);
      case 'conflict':
        throw conflictProblem(decision.item, decision.expected);
      default:
        return decision satisfies never;
    }
  }

  /** The request as the engine takes it, once it is fit to be recorded. */
  private async requestOf(access: Access, key: string, body: NewEvent): Promise<EventRequest> {
    const { item, event, payload = {}, occurredOn, role, mark, expectedVersion } = body;
    checkRecordable(payload);
    await this.mustBeStored(access, event, payload);
    if (mark !== undefined) await this.mustRehearse(access);
    return {
      item,
      type: event,
      payload: withHashes(payload),
      key,
      actor: await this.grants.actor(access, body.actingFor),
      ...(role !== undefined && { role }),
      ...(occurredOn !== undefined && { occurredOn }),
      ...(mark !== undefined && { mark }),
      ...(expectedVersion !== undefined && { expectedVersion }),
    };
  }

  async moveClock(access: Access, to: string): Promise<ClockMoved> {
    const { organisation, programme, person } = access;
    const { now: from, compiled } = await this.reads.seen(access);
    const { zone } = compiled.definition;
    const target = instantFrom(to, zone, '#/to');
    const moved = await this.engine.moveClock(organisation, programme, target);
    if (moved.outcome !== 'moved') throw clockProblem(moved, programme, target, zone);
    this.logger.info({ programme, actor: person, from, to: target }, 'clock moved');
    const { state, now } = await this.reads.seen(access);
    const { fired, notices } = moved;
    return {
      from,
      now,
      fromLocal: localTime(from, zone),
      nowLocal: localTime(now, zone),
      zone,
      today: toLocalDate(now, zone),
      fired,
      notices,
      head: state.head,
    };
  }

  /** An event may rest on files kept elsewhere; one that says it is stored here must be. */
  private async mustBeStored(access: Access, event: string, payload: JsonObject): Promise<void> {
    const named = namedFiles(payload, '#/payload');
    const hashes = named.map((each) => each.file);
    const stored = await this.evidence.stored(access, hashes);
    const errors = strangeFiles(named, stored, access.programme);
    const [first] = errors;
    if (first === undefined) return;
    const detail = `the payload of ${event} does not fit: ${first.pointer} ${first.detail}`;
    throw new ProblemError('INVALID_PAYLOAD', detail, { errors });
  }

  private async mustRehearse(access: Access): Promise<void> {
    const { state } = await this.reads.seen(access);
    if (state.clock === 'rehearsal') return;
    throw invalidRequest([
      { pointer: '#/mark', detail: 'only events of a rehearsal carry a mark; leave it out' },
    ]);
  }
}

/** What the log says came of an event. */
function cameTo(sent: SendAnswer) {
  const { outcome } = sent;
  if (outcome === 'refused') return { outcome, code: sent.refusal.code };
  return outcome === 'accepted' ? { outcome, sequence: sent.sequence } : { outcome };
}

/** The ledger takes no fractions, broken text, bottomless nesting or names of its own; better said here. */
function checkRecordable(payload: object): void {
  try {
    canonicalJson(payload);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw invalidRequest([{ pointer: '#/payload', detail }]);
  }
  const reserved = reservedNames(payload);
  if (reserved.length > 0) {
    throw invalidRequest(
      reserved.map(({ pointer, detail }) => ({ pointer: `#/payload${pointer}`, detail })),
    );
  }
}

function clockProblem(
  moved: Exclude<ClockAnswer, { outcome: 'moved' }>,
  programme: string,
  to: Instant,
  zone: string,
): ProblemError {
  const local = (at: Instant) => `${localTime(at, zone)} (${zone})`;
  switch (moved.outcome) {
    case 'live':
      return new ProblemError(
        'CLOCK_REFUSED',
        `"${programme}" is live and runs on the real clock; only the clock of a rehearsal can be moved.`,
      );
    case 'backwards':
      return new ProblemError(
        'CLOCK_REFUSED',
        `The clock of "${programme}" stands at ${local(moved.now)} and cannot go back to ${local(to)}.`,
      );
    case 'tooFar':
      return new ProblemError(
        'CLOCK_REFUSED',
        `The clock of "${programme}" stands at ${local(moved.now)}; ${local(to)} is too far ahead for one move. Move it to ${local(moved.latest)} at most, and on from there.`,
      );
    case 'unknownProgramme':
      return noProgramme(programme);
    default:
      return moved satisfies never;
  }
}
