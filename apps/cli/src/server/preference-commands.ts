import type { Preferences } from '#contract';
import { count } from '../terminal/table.js';
import type { Context } from './context.js';

export type PreferenceOptions = {
  digest?: string;
  zone?: string;
  mute?: string;
  language?: string;
};

const path = '/api/v1/me/preferences';

/** Shows how you hear of things; changes what is named, and leaves the rest as it is. */
export async function preferences(
  context: Context,
  { digest, zone, mute, language }: PreferenceOptions,
): Promise<void> {
  const now = await context.client.get<Preferences>(path);
  const isAsked = [digest, zone, mute, language].some((each) => each !== undefined);
  const said = {
    zone: zone ?? now.zone,
    digestAt: digest === undefined ? now.digestAt : digest === 'off' ? null : digest,
    muted: mute === undefined ? now.muted : channelsIn(mute),
    language: language ?? now.language,
  };
  const kept = isAsked ? await context.client.put<Preferences>(path, said) : now;
  context.show(kept, inWords);
}

const channelsIn = (mute: string): string[] =>
  mute === 'none'
    ? []
    : mute
        .split(',')
        .map((each) => each.trim())
        .filter((each) => each !== '');

function inWords({ digestAt, zone, muted, language, waiting }: Preferences): string {
  return [
    digestAt === null
      ? 'Mail: each notice at once.'
      : `Mail: one a day at ${digestAt} in ${zone}; what is urgent at once.`,
    muted.length === 0 ? 'Every channel that reaches you is on.' : `Off: ${muted.join(', ')}.`,
    `Written to you in: ${language}.`,
    ...(waiting.notices === 0
      ? []
      : [
          `${count(waiting.notices, 'notice')} waiting until ${waiting.until ?? 'the next digest'}.`,
        ]),
  ].join('\n');
}
