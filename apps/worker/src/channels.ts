import type { Config } from '#config';
import {
  addressedChannels,
  capturedMailChannel,
  inboxChannel,
  smtpChannel,
  type Channel,
  type MailSender,
} from '#notify';
import { keepMail } from '#schedule';
import type { Store } from '#store';

/**
 * The channels that the configuration gives: the inbox, webhooks, Slack and Teams always, mail by
 * SMTP_URL, GOV.UK Notify by its key. Without SMTP_URL, mail is kept in the database (`mailbox`) in
 * demo mode, and there is none in production.
 */
export function channelsOf(config: Config, mailbox: Store): Channel[] {
  return [
    ...mailOf(config, mailbox),
    inboxChannel,
    ...addressedChannels({ allow: config.channelHosts }, config.govukNotify),
  ];
}

function mailOf(config: Config, mailbox: Store): Channel[] {
  const { smtpUrl, mailFrom, mailReplyTo, mode, publicUrl } = config;
  const sender: MailSender = {
    from: mailFrom,
    ...(mailReplyTo !== undefined && { replyTo: mailReplyTo }),
    preferencesUrl: `${publicUrl}/`,
  };
  if (smtpUrl !== undefined) return [smtpChannel({ url: smtpUrl, ...sender })];
  if (mode === 'production') return [];
  return [capturedMailChannel(sender, (mail) => keepMail(mailbox.pool, mail))];
}
