import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import {
  presentMilestones,
  type CalendarFeed,
  type CalendarFeedMade,
  type Milestone,
} from '#contract';
import type { Config } from '#config';
import { messages, type Messages } from '#notify';
import { toLocalDate } from '#plan';
import { hears } from '#programme';
import {
  feedByToken,
  insertFeed,
  listFeeds,
  readPreferences,
  revokeFeed,
  rotateFeed,
  type FeedRow,
  type Store,
} from '#store';
import { ProblemError } from '../http/problem-error.js';
import { Grants } from '../identity/grants.js';
import type { Access } from '../identity/permit.js';
import type { Seen } from '../programmes/present-programme.js';
import { ProgrammeReads } from '../programmes/programme-reads.js';
import { CONFIG, STORE } from '../tokens.js';
import { calendarText, type CalendarPart } from './calendar.js';

type Owner = { organisation: string; person: string };

/** Calendar feeds: makes and ends them, and writes what one shows. */
@Injectable()
export class Feeds {
  constructor(
    private readonly grants: Grants,
    private readonly reads: ProgrammeReads,
    @Inject(STORE) private readonly store: Store,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  async list(owner: Owner): Promise<CalendarFeed[]> {
    return (await listFeeds(this.store.pool, owner)).map(presentFeed);
  }

  async create(owner: Owner, programme: string | null): Promise<CalendarFeedMade> {
    if (programme !== null) await this.access(owner.person, programme);
    const token = newToken();
    const feed = { ...owner, id: randomUUID(), programme, tokenHash: hashOf(token) };
    return this.made(await insertFeed(this.store.pool, feed), token);
  }

  async rotate(owner: Owner, id: string): Promise<CalendarFeedMade> {
    const token = newToken();
    const row = await rotateFeed(this.store.pool, { ...owner, id }, hashOf(token));
    if (row === null) throw noFeed(id);
    return this.made(row, token);
  }

  async revoke(owner: Owner, id: string): Promise<void> {
    if (!(await revokeFeed(this.store.pool, { ...owner, id }))) throw noFeed(id);
  }

  /** The calendar a token reads, as its owner may see it now; a problem, 404, when it reads nothing. */
  async read(token: string): Promise<{ text: string; changedAt: string }> {
    const feed = await feedByToken(this.store.pool, hashOf(token));
    if (feed === null) throw nothingThere();
    const held = await this.grants.all(feed.person);
    const mine = held.filter(
      ({ organisation, programme }) =>
        organisation === feed.organisation && (feed.programme ?? programme) === programme,
    );
    if (feed.programme !== null && mine.length === 0) throw nothingThere();
    const parts = await Promise.all(mine.map((access) => this.part(feed, access)));
    const shown = parts.flatMap((part) => (part === null ? [] : [part]));
    const [first] = shown;
    const words = await this.words(feed);
    const name =
      feed.programme === null
        ? words.feed.name()
        : nameOf(feed.programme, first?.programme, words.feed);
    const changed = [feed.createdAt, ...shown.map(({ changedAt }) => changedAt)];
    const host = new URL(this.config.publicUrl).hostname;
    return {
      text: calendarText(name, host, shown, words),
      changedAt: changed.toSorted().at(-1) ?? feed.createdAt,
    };
  }

  /** In the language its owner is written to in. */
  private async words({ organisation, person }: FeedRow): Promise<Messages> {
    const [said] = await readPreferences(this.store.pool, [organisation], [person]);
    return messages(said?.language ?? 'en-GB');
  }

  /** What a feed shows of a programme: a person's own leaves rehearsals out, and what is for others. */
  private async part(feed: FeedRow, access: Access): Promise<CalendarPart | null> {
    const seen = await this.reads.seen(access);
    const { state, compiled, now } = seen;
    if (feed.programme === null && state.clock === 'rehearsal') return null;
    const all = presentMilestones(compiled, state, toLocalDate(now, compiled.definition.zone));
    const { id, title, clock } = state;
    return {
      organisation: access.organisation,
      programme: { id, title, clock },
      changedAt: state.lastRecordedAt,
      roleTitles: titlesOf(compiled.definition),
      milestones: feed.programme === null ? all.filter((each) => isFor(access, seen, each)) : all,
    };
  }

  private async access(person: string, programme: string): Promise<Access> {
    const access = await this.grants.access(person, programme);
    if (access !== null) return access;
    throw new ProblemError('NOT_FOUND', `There is no programme "${programme}" that you may see.`);
  }

  private made(row: FeedRow, token: string): CalendarFeedMade {
    return { ...presentFeed(row), url: `${this.config.publicUrl}/feeds/${token}.ics` };
  }
}

/** A programme's calendar goes by its title, and says that it is a rehearsal. */
function nameOf(
  id: string,
  programme: CalendarPart['programme'] | undefined,
  words: Messages['feed'],
) {
  const { title = id, clock } = programme ?? {};
  return clock === 'rehearsal' ? words.ofRehearsal(title) : title;
}

/** What the roles of a definition are called. */
const titlesOf = ({ roles }: Seen['compiled']['definition']) =>
  Object.fromEntries(Object.entries(roles).map(([role, { title }]) => [role, title]));

/** Whether somebody is told of a milestone: they hold its owner's role for it, or are its owner. */
function isFor(access: Access, { state, compiled }: Seen, { item, owner }: Milestone): boolean {
  const found = state.items[item];
  return found !== undefined && hears(compiled.definition, found, owner, access);
}

const newToken = () => randomBytes(32).toString('base64url');
const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');

const presentFeed = ({ id, programme, createdAt }: FeedRow): CalendarFeed => {
  return { id, programme, createdAt };
};

const noFeed = (id: string) =>
  new ProblemError('NOT_FOUND', `You have no calendar feed "${id}"; list your feeds to see them.`);

const nothingThere = () =>
  new ProblemError(
    'NOT_FOUND',
    'There is no calendar here. The address may have been replaced or revoked.',
  );
