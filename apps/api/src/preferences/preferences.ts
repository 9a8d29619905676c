import { Inject, Injectable } from '@nestjs/common';
import type { NewPreferences, Preferences } from '#contract';
import { nextDigestAt } from '#notify';
import {
  inTransaction,
  readPreferences,
  rescheduleHeld,
  waitingFor,
  writePreference,
  type Store,
} from '#store';
import { STORE } from '../tokens.js';

/** Whose preferences. */
type Owner = { organisation: string; person: string };

/** How somebody hears who has said nothing about it. */
const unsaid = { zone: 'Europe/London', digestAt: null, muted: [], language: 'en-GB' };

/** How people want to hear: reads it, and keeps what they say. */
@Injectable()
export class PersonPreferences {
  constructor(@Inject(STORE) private readonly store: Store) {}

  async read(owner: Owner): Promise<Preferences> {
    const { organisation, person } = owner;
    const [[said], waiting] = await Promise.all([
      readPreferences(this.store.pool, [organisation], [person]),
      waitingFor(this.store.pool, owner),
    ]);
    const { zone, digestAt, muted, language } = said ?? unsaid;
    return { zone, digestAt, muted, language, waiting };
  }

  /** Keeps what somebody said. Mail that waits follows: to the new time, or out at once. */
  async write(owner: Owner, said: NewPreferences): Promise<Preferences> {
    const { zone, digestAt, muted } = said;
    const now = new Date().toISOString();
    const until = digestAt === null ? null : nextDigestAt(now, { at: digestAt, zone });
    await inTransaction(this.store, async (session) => {
      await writePreference(session, { ...owner, ...said, muted: [...new Set(muted)] });
      await rescheduleHeld(session, owner, until);
    });
    return this.read(owner);
  }
}
