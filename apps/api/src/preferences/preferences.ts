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
    const { zone, digestAt, muted } = said ?? { zone: 'Europe/London', digestAt: null, muted: [] };
    return { zone, digestAt, muted, waiting };
  }

  /** Keeps what somebody said. Mail that waits follows: to the new time, or out at once. */
  async write(owner: Owner, { zone, digestAt, muted }: NewPreferences): Promise<Preferences> {
    const now = new Date().toISOString();
    const until = digestAt === null ? null : nextDigestAt(now, { at: digestAt, zone });
    await inTransaction(this.store, async (session) => {
      await writePreference(session, { ...owner, zone, digestAt, muted: [...new Set(muted)] });
      await rescheduleHeld(session, owner, until);
    });
    return this.read(owner);
  }
}
