import { Inject, Injectable } from '@nestjs/common';
import {
  presentCalendars,
  presentMilestones,
  type AsAtQuery,
  type AvailableList,
  type CalendarList,
  type ItemList,
  type ItemView,
  type MilestoneList,
  type NoticeFilter,
  type NoticeList,
  type ProgrammeList,
  type ProgrammeView,
  type ReminderFilter,
  type ReminderList,
} from '#contract';
import { Engine } from '#engine';
import { toLocalDate } from '#plan';
import { available, giversTo, type Actor } from '#programme';
import { listChecks, listGrants, listNotices, listReminders, type Store } from '#store';
import { Evidence } from '../evidence/evidence.js';
import { piecesOfItem } from '../evidence/pieces-of-item.js';
import { hashesOf, presentHeld } from '../evidence/present-held.js';
import { ProblemError } from '../http/problem-error.js';
import { Grants } from '../identity/grants.js';
import type { Access } from '../identity/permit.js';
import { listDeliveries } from '../inbox/deliveries.js';
import { waysOf } from '../inbox/would-go.js';
import { STORE } from '../tokens.js';
import { sha256 } from '../definitions/checked-definition.js';
import { presentAvailable } from './present-available.js';
import { presentItem, presentItemView } from './present-item.js';
import { presentMorning } from './present-morning.js';
import { presentProgramme, type Seen } from './present-programme.js';
import { presentNotice, presentReminder } from './present-reminder.js';
import { programmeList } from './programme-list.js';
import { pageAfter, placeIn } from './reminder-pages.js';
import { seenAt } from './seen-at.js';

/** Reads what somebody may see of programmes; the presenters say it. */
@Injectable()
export class ProgrammeReads {
  constructor(
    private readonly engine: Engine,
    private readonly evidence: Evidence,
    private readonly grants: Grants,
    @Inject(STORE) private readonly store: Store,
  ) {}

  list(held: readonly Access[]): Promise<ProgrammeList> {
    return programmeList(this.engine, this.store, held);
  }

  async programme(access: Access, query: AsAtQuery): Promise<ProgrammeView> {
    return presentProgramme(await this.seenAsAt(access, query));
  }

  async items(access: Access, query: AsAtQuery): Promise<ItemList> {
    const { state, asAt = null } = await this.seenAsAt(access, query);
    return { items: Object.values(state.items).map(presentItem), asAt };
  }

  async item(access: Access, id: string, query: AsAtQuery): Promise<ItemView> {
    const { state, compiled, asAt = null } = await this.seenAsAt(access, query);
    const item = state.items[id];
    if (item === undefined) throw unknownItem(id, Object.keys(state.items));
    const pieces = piecesOfItem(compiled, item);
    const stored = await this.evidence.stored(access, hashesOf(pieces));
    const evidence = pieces.map((piece) => presentHeld(piece, stored));
    return presentItemView(compiled, item, evidence, asAt);
  }

  async available(access: Access, item?: string): Promise<AvailableList> {
    const { state, compiled, now } = await this.seen(access);
    if (item !== undefined && state.items[item] === undefined) {
      throw unknownItem(item, Object.keys(state.items));
    }
    const { own, forOthers } = await this.actors(access, { state, compiled, now });
    const events = [
      ...available(compiled, state, own, now, item),
      ...forOthers
        .flatMap((actor) => available(compiled, state, actor, now, item))
        .filter((each) => each.role !== null),
    ];
    return { events: events.map((each) => presentAvailable(state, each)) };
  }

  /** Whoever asks, and the same person for each of those they may act for today. */
  async actors(
    access: Access,
    { state, compiled, now }: Seen,
  ): Promise<{ own: Actor; forOthers: Actor[] }> {
    const today = toLocalDate(now, compiled.definition.zone);
    const forOthers = await Promise.all(
      giversTo(compiled, state, access.person, today).map(async (giver) => {
        const held = await this.grants.access(giver, access.programme);
        return held === null ? [] : [await this.grants.actor(access, giver)];
      }),
    );
    return { own: await this.grants.actor(access), forOthers: forOthers.flat() };
  }

  async calendars(access: Access): Promise<CalendarList> {
    const { state, compiled } = await this.seen(access);
    return presentCalendars(compiled, state, sha256);
  }

  async milestones(access: Access, query: AsAtQuery): Promise<MilestoneList> {
    const { state, compiled, now, asAt = null } = await this.seenAsAt(access, query);
    const today = toLocalDate(now, compiled.definition.zone);
    const [check] = asAt === null ? await listChecks(this.store.pool, [access]) : [];
    return {
      milestones: presentMilestones(compiled, state, today),
      asAt,
      morning: presentMorning(check),
    };
  }

  async reminders(access: Access, filter: ReminderFilter): Promise<ReminderList> {
    const { state, compiled } = await this.seen(access);
    const { organisation, programme } = access;
    const { status, item, kind, after, limit } = filter;
    const { rows, total, next } = await listReminders(this.store.pool, {
      organisation,
      programme,
      limit,
      ...(status !== undefined && { status }),
      ...(item !== undefined && { item }),
      ...(kind !== undefined && { kind }),
      ...(after !== undefined && { after: placeIn(after) }),
    });
    const { zone } = compiled.definition;
    return {
      total,
      reminders: rows.map((row) => presentReminder(state, zone, row)),
      next: next === null ? null : pageAfter(programme, filter, next),
    };
  }

  async notices(access: Access, { item, limit }: NoticeFilter): Promise<NoticeList> {
    const { state, compiled, now } = await this.seen(access);
    const { organisation, programme } = access;
    const where = { organisation, programme };
    const at = new Date().toISOString();
    const counted = { ...where, ...(item !== undefined && { item }) };
    const [total, rows, held, deliveries] = await Promise.all([
      this.store.prisma.notice.count({ where: counted }),
      listNotices(this.store.pool, { ...counted, limit }),
      listGrants(this.store, { ...where, at }),
      listDeliveries(this.store, where),
    ]);
    const persons = [
      ...new Set([...held.map(({ person }) => person), ...rows.flatMap((each) => each.toPersons)]),
    ];
    const today = toLocalDate(now, compiled.definition.zone);
    const ways = await waysOf(this.store.pool, where, persons);
    const context = { compiled, state, held, today, ways };
    return {
      total,
      notices: rows.map((row) =>
        presentNotice(
          context,
          row,
          deliveries.filter((each) => each.notice === row.id),
        ),
      ),
    };
  }

  /** A programme as it stands, from the engine; a problem, 404, when it is gone. */
  async seen({ organisation, programme }: Access): Promise<Seen> {
    const view = await this.engine.view(organisation, programme);
    if (view !== null) return view;
    throw unknownProgramme(programme);
  }

  /** The same as it stood at the end of a day, where one is named. */
  private async seenAsAt(access: Access, { at, basis = 'recorded' }: AsAtQuery): Promise<Seen> {
    if (at === undefined) return this.seen(access);
    const past = await seenAt(this.engine, access, { day: at, basis }, 'query:/at');
    if (past !== null) return past;
    throw unknownProgramme(access.programme);
  }
}

/** A problem, 404: no such programme, or none that may be seen. */
export function unknownProgramme(programme: string): ProblemError {
  return new ProblemError('NOT_FOUND', `There is no programme "${programme}" that you may see.`);
}

/** A problem, 404: the programme has no such item. */
export function unknownItem(id: string, known: readonly string[]): ProblemError {
  const some = known.slice(0, 40).join(', ');
  const more = known.length > 40 ? ` and ${known.length - 40} more` : '';
  return new ProblemError('UNKNOWN_ITEM', `There is no item "${id}"; there are ${some}${more}.`);
}
