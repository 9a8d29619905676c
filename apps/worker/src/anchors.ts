import type { Config } from '#config';
import { escapeHtml, poster, type Channel } from '#notify';
import {
  databaseAnchor,
  folderAnchor,
  gitAnchor,
  mailAnchor,
  webhookAnchor,
  type Anchor,
} from '#schedule';

/** The places outside that the configuration gives. Mail goes by the channel that there is. */
export function anchorsOf(
  { log: { anchors } }: Pick<Config, 'log'>,
  channels: readonly Channel[],
): Anchor[] {
  const { folder, databaseUrl, mail, git, webhookUrl } = anchors;
  const email = channels.find(({ name }) => name === 'email');
  return [
    ...(folder === undefined ? [] : [folderAnchor(folder)]),
    ...(databaseUrl === undefined ? [] : [databaseAnchor(databaseUrl)]),
    ...(mail.length === 0 ? [] : [mailAnchor(mail, (each) => sendBy(email, each))]),
    ...(git === undefined ? [] : [gitAnchor(git)]),
    // An operator has set it up: it may be inside their own network.
    ...(webhookUrl === undefined
      ? []
      : [webhookAnchor(webhookUrl, poster({ allow: [new URL(webhookUrl).host] }).post)]),
  ];
}

type Mail = { to: string; subject: string; text: string; id: string };

async function sendBy(email: Channel | undefined, mail: Mail): Promise<void> {
  if (email === undefined) throw new Error('no mail leaves this server: SMTP_URL is not set');
  const { to, subject, text, id } = mail;
  await email.send({
    organisation: '',
    programme: '',
    notice: id,
    person: to,
    to,
    subject,
    text,
    blocks: [],
    html: `<pre>${escapeHtml(text)}</pre>`,
    messageId: `${id.replaceAll('@', '.')}@evolve`,
  });
}
