import type { Channel } from './channel.js';
import { govukNotifyChannel, type NotifyOptions } from './govuk-notify-channel.js';
import type { Posting } from './post.js';
import { slackChannel } from './slack-channel.js';
import { teamsChannel } from './teams-channel.js';
import { webhookChannel } from './webhook-channel.js';

/**
 * The channels that reach people at an address they gave for it: webhooks, Slack and Teams always,
 * GOV.UK Notify where it is set up.
 */
export function addressedChannels(
  posting: Posting,
  govukNotify: NotifyOptions | undefined,
): Channel[] {
  return [
    webhookChannel(posting),
    slackChannel(posting),
    teamsChannel(posting),
    ...(govukNotify === undefined ? [] : [govukNotifyChannel(govukNotify)]),
  ];
}
