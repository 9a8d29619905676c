import type { Session } from './connect.js';

/** A channel that is paused, since when, by whom and why. Instants. */
export type PausedChannel = { channel: string; pausedAt: string; by: string; reason: string };

/** Pauses a channel; false when it is paused already, which stays as it was. */
export async function pauseChannelRow(
  session: Session,
  asked: { organisation: string; channel: string; by: string; reason: string },
): Promise<boolean> {
  const { rowCount } = await session.query(
    `INSERT INTO channel_state (organisation, channel, paused_by, reason) VALUES ($1, $2, $3, $4)
     ON CONFLICT (organisation, channel) DO NOTHING`,
    [asked.organisation, asked.channel, asked.by, asked.reason],
  );
  return rowCount === 1;
}

/** Lets a channel run again; false when it is not paused. */
export async function resumeChannelRow(
  session: Session,
  { organisation, channel }: { organisation: string; channel: string },
): Promise<boolean> {
  const { rowCount } = await session.query(
    'DELETE FROM channel_state WHERE organisation = $1 AND channel = $2',
    [organisation, channel],
  );
  return rowCount === 1;
}

/** The channels of an organisation that are paused. */
export async function pausedChannels(
  session: Session,
  organisation: string,
): Promise<PausedChannel[]> {
  const { rows } = await session.query<PausedChannel>(
    `SELECT channel, paused_at AS "pausedAt", paused_by AS by, reason FROM channel_state
     WHERE organisation = $1 ORDER BY channel`,
    [organisation],
  );
  return rows;
}
