import type { CapturedMail } from '#notify';
import type { Session } from '#store';

/** A mail in the captured mailbox, without its bodies. */
export type MailLine = {
  id: number;
  organisation: string;
  programme: string;
  notice: string;
  person: string;
  messageId: string;
  from: string;
  to: string;
  subject: string;
  at: string;
};

/** A whole captured mail; `raw` is the message as it would have travelled. */
export type Mail = MailLine & { text: string; html: string; raw: string };

const line = `id, organisation, programme, notice, person, message_id AS "messageId",
  sender AS "from", recipient AS "to", subject, captured_at AS at`;

/** Keeps a mail instead of sending it. */
export async function keepMail(session: Session, { message, from, raw }: CapturedMail) {
  await session.query(
    `INSERT INTO captured_mail (organisation, programme, notice, person, message_id, sender, recipient,
       subject, body_text, body_html, raw)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      message.organisation,
      message.programme,
      message.notice,
      message.person,
      message.messageId,
      from,
      message.to,
      message.subject,
      message.text,
      message.html,
      raw,
    ],
  );
}

/** The captured mails of an organisation, newest first; `before` is the id of the last one seen. */
export async function listMail(
  session: Session,
  asked: { organisation: string; before?: number; limit: number },
): Promise<MailLine[]> {
  const { rows } = await session.query<MailLine>(
    `SELECT ${line} FROM captured_mail
     WHERE organisation = $1 AND ($2::bigint IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
    [asked.organisation, asked.before, asked.limit],
  );
  return rows;
}

/** One captured mail of an organisation; null when there is none of that id. */
export async function readMail(
  session: Session,
  organisation: string,
  id: number,
): Promise<Mail | null> {
  const { rows } = await session.query<Mail>(
    `SELECT ${line}, body_text AS text, body_html AS html, raw FROM captured_mail
     WHERE organisation = $1 AND id = $2`,
    [organisation, id],
  );
  return rows[0] ?? null;
}
