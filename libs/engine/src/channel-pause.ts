import { toLocalDate } from '#plan';
import type { Actor } from '#programme';
import { inTransaction, pauseChannelRow, resumeChannelRow } from '#store';
import type { Core } from './core.js';
import { recordForOrganisation } from './organisation-entry.js';

/** Pausing a channel, or letting it run again. The reason is shown, and is no part of the history. */
export type ChannelSwitch = { organisation: string; channel: string; actor: Actor };

/**
 * Pauses a channel of an organisation, and records who did on the organisation's own chain. False
 * when it was paused already, which leaves it as it was.
 */
export function pauseChannel(
  core: Core,
  asked: ChannelSwitch & { reason: string },
): Promise<boolean> {
  const by = asked.actor.kind === 'person' ? asked.actor.person : 'SYSTEM';
  return switched(core, asked, 'CHANNEL_PAUSED', (session) =>
    pauseChannelRow(session, { ...asked, by }),
  );
}

/** Lets a paused channel run again; false when it was not paused. */
export function resumeChannel(core: Core, asked: ChannelSwitch): Promise<boolean> {
  return switched(core, asked, 'CHANNEL_RESUMED', (session) => resumeChannelRow(session, asked));
}

function switched(
  core: Core,
  { organisation, channel, actor }: ChannelSwitch,
  kind: 'CHANNEL_PAUSED' | 'CHANNEL_RESUMED',
  change: (session: Parameters<typeof pauseChannelRow>[0]) => Promise<boolean>,
): Promise<boolean> {
  const now = core.clock.now();
  return inTransaction(core.store, async (session) => {
    if (!(await change(session))) return false;
    const payload = { channel };
    const occurredOn = toLocalDate(now, 'UTC');
    const fact = { organisation, kind, payload, actor, definition: null, occurredOn };
    await recordForOrganisation(session, fact, now);
    return true;
  });
}
