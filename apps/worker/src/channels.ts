import type { Config } from '#config';
import { capturedMailChannel, inboxChannel, smtpChannel, type Channel } from '#notify';
import { keepMail } from '#schedule';
import type { Store } from '#store';

/**
 * The channels that the configuration gives: the inbox always, mail by SMTP_URL. Without that, mail is
 * kept in the database (`mailbox`) in demo mode, and there is none in production.
 */
export function channelsOf(config: Config, mailbox: Store): Channel[] {
  const { smtpUrl, mailFrom, mode } = config;
  const sender = { from: mailFrom };
  if (smtpUrl !== undefined) return [smtpChannel({ url: smtpUrl, ...sender }), inboxChannel];
  if (mode === 'production') return [inboxChannel];
  return [capturedMailChannel(sender, (mail) => keepMail(mailbox.pool, mail)), inboxChannel];
}
