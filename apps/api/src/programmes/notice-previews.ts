import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '#config';
import type { NoticePreview, NoticePreviewQuery } from '#contract';
import type { Letter } from '#notify';
import { toLocalDate } from '#plan';
import { remind, type Notice } from '#programme';
import { listGrants, listNotices, listTimers, readPreferences, type Store } from '#store';
import { ProblemError } from '../http/problem-error.js';
import type { Access } from '../identity/permit.js';
import { CONFIG, STORE } from '../tokens.js';
import { presentNoticePreview } from './present-notice-preview.js';
import type { Seen } from './present-programme.js';
import { readerOf, recipientsNow } from './notice-reader.js';
import { ProgrammeReads, unknownItem } from './programme-reads.js';

/** Shows what a notice says to somebody on a channel; of live programmes and rehearsals alike. */
@Injectable()
export class NoticePreviews {
  constructor(
    private readonly reads: ProgrammeReads,
    @Inject(STORE) private readonly store: Store,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async ofNotice(access: Access, id: string, query: NoticePreviewQuery): Promise<NoticePreview> {
    const { organisation, programme } = access;
    const seen = await this.reads.seen(access);
    const where = { organisation, programme, id, limit: 1 };
    const [row] = await listNotices(this.store.pool, where);
    if (row === undefined) throw noNotice(id);
    return this.preview(access, seen, row, query);
  }

  /** What the next reminder, check or catch-up of an item would say, as things stand now. */
  async ofNext(access: Access, item: string, query: NoticePreviewQuery): Promise<NoticePreview> {
    const { organisation, programme } = access;
    const seen = await this.reads.seen(access);
    const { compiled, state, now } = seen;
    if (state.items[item] === undefined) throw unknownItem(item, Object.keys(state.items));
    const where = { organisation, programme, item, status: 'pending' } as const;
    for (const timer of await listTimers(this.store.pool, where)) {
      const at = timer.dueAt > now ? timer.dueAt : now;
      const { notice } = remind(compiled, state, timer, at);
      if (notice !== null) return this.preview(access, seen, { ...notice, at }, query);
    }
    throw noReminder(item);
  }

  private async preview(
    { organisation, programme, person: asking }: Access,
    { compiled, state, now }: Seen,
    notice: Notice & { at: string },
    { channel, to }: NoticePreviewQuery,
  ): Promise<NoticePreview> {
    const { definition } = compiled;
    const at = new Date().toISOString();
    const held = await listGrants(this.store, { organisation, programme, at });
    const today = toLocalDate(now, definition.zone);
    const recipients = recipientsNow({ compiled, state, held, today }, notice);
    const reader = readerOf(recipients, { asking, to });
    const persons = [reader.person, ...reader.inPlaceOf, ...reader.actsFor, ...migrators(notice)];
    const [names, [wish]] = await Promise.all([
      this.names(organisation, persons),
      readPreferences(this.store.pool, [organisation], [reader.person]),
    ]);
    const letter: Letter = {
      notice,
      organisation,
      programme: { id: programme, title: state.title, zone: definition.zone },
      itemTitle: state.items[notice.item]?.title ?? notice.item,
      recipient: { ...reader, name: names[reader.person] ?? null, email: null },
      language: wish?.language ?? 'en-GB',
      roleTitles: Object.fromEntries(
        Object.entries(definition.roles).map(([role, { title }]) => [role, title]),
      ),
      personNames: names,
      publicUrl: this.config.publicUrl,
    };
    return presentNoticePreview(letter, channel);
  }

  private async names(organisation: string, persons: string[]): Promise<Record<string, string>> {
    const people = await this.store.prisma.person.findMany({
      where: { organisation, id: { in: persons } },
    });
    return Object.fromEntries(
      people.flatMap(({ id, name }) => (name === null ? [] : [[id, name]])),
    );
  }
}

/** Who asked for a migration and who applied it, whom its notice names. */
const migrators = ({ template, data }: Notice): string[] =>
  template === 'migrated'
    ? [data['requestedBy'], data['by']].filter((each) => typeof each === 'string')
    : [];

const noNotice = (id: string) =>
  new ProblemError(
    'NOT_FOUND',
    `There is no notice "${id}" in this programme; list its notices to see those there are.`,
  );

const noReminder = (item: string) =>
  new ProblemError(
    'NOT_FOUND',
    `No reminder of "${item}" is to come. List its reminders to see what became of each, and why.`,
  );
