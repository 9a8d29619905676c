import type { Mail, MailLine } from '#schedule';
import { html, page } from './html.js';

const minute = (instant: string) => `${instant.slice(0, 16).replace('T', ' ')} UTC`;

/** Captured mail, newest first. */
export function mailboxPage(lines: readonly MailLine[]): string {
  return page(
    'Mail – Evolve',
    html`<h1>Mail</h1>
      <p class="soft">
        No mail server is set up, so mail is kept here instead of being sent. Rehearsals send none.
      </p>
      ${lines.length === 0 ? html`<p>No mail yet.</p>` : table(lines)}`,
  );
}

const table = (lines: readonly MailLine[]) =>
  html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">To</th>
          <th scope="col">Subject</th>
          <th scope="col">Programme</th>
        </tr>
      </thead>
      <tbody>
        ${lines.map(
          (each) =>
            html`<tr>
              <td>${minute(each.at)}</td>
              <td>${each.to}</td>
              <td><a href="${address(each)}">${each.subject}</a></td>
              <td>${each.programme}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;

const address = ({ organisation, id }: MailLine) =>
  `/dev/mail/${encodeURIComponent(organisation)}/${id}`;

/** One mail: as its reader sees the text of it, and as it would have travelled. */
export function mailPage(mail: Mail): string {
  return page(
    `${mail.subject} – Evolve`,
    html`<p><a href="/dev/mail">All mail</a></p>
      <h1>${mail.subject}</h1>
      <p class="soft">
        To ${mail.to} · from ${mail.from} · ${minute(mail.at)} · Message-ID ${mail.messageId}
      </p>
      <pre>${mail.text}</pre>
      <details>
        <summary>As it would have travelled</summary>
        <pre>${mail.raw}</pre>
      </details>`,
  );
}
