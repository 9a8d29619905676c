import type { Operations } from '#contract';
import { html, page, type Html } from './html.js';

const minute = (instant: string) => `${instant.slice(0, 16).replace('T', ' ')} UTC`;
const took = (ms: number | null) => (ms === null ? '–' : `${ms} ms`);

/**
 * What operators see, read only: a channel is paused over the API or the command line.
 *
 * @param as who looks, where the address of the page says so
 */
export function operationsPage(seen: Operations, as?: string): string {
  return page(
    'Operations – Evolve',
    html`<h1>Operations</h1>
      <p class="soft">
        ${seen.organisation.title}, as of ${minute(seen.at)}. Load the page again to look again.
      </p>
      ${others(seen, as)}
      <h2>Queues</h2>
      ${queues(seen)}
      <h2>Timers and notices</h2>
      ${waiting(seen)}
      <h2>Lateness</h2>
      ${table(
        ['Over', 'Handed on', 'Half within', '99 % within', 'Delivered', 'Half', '99 %'],
        seen.lateness.map(({ hours, handedOn, delivered }) => [
          hours === 1 ? 'the last hour' : `the last ${hours} hours`,
          handedOn.count,
          took(handedOn.p50),
          took(handedOn.p99),
          delivered.count,
          took(delivered.p50),
          took(delivered.p99),
        ]),
      )}
      <h2>Histories</h2>
      ${histories(seen)}
      <h2>The signed log</h2>
      ${signedLog(seen)}
      <h2>Channels</h2>
      ${table(
        ['Channel', 'Waiting', 'Failing', 'Given up', 'Sent in a day', 'Paused'],
        seen.channels.map(({ channel, pending, failing, dead, sent, paused }) => [
          channel,
          pending,
          failing,
          dead,
          sent,
          paused === null
            ? 'no'
            : `since ${minute(paused.since)} by ${paused.by}: ${paused.reason}`,
        ]),
      )}
      <pre><code>evolve operations pause email --reason "The mail server is being replaced." --as operator
evolve operations resume email --as operator</code></pre>`,
  );
}

/** The other organisations of this server, each a link away. */
function others({ organisation, organisations }: Operations, as: string | undefined): Html {
  const rest = organisations.filter(({ id }) => id !== organisation.id);
  if (rest.length === 0) return html``;
  const address = (id: string) =>
    `/operations?${new URLSearchParams({ organisation: id, ...(as !== undefined && { as }) }).toString()}`;
  return html`<p>
    Also on this server:
    ${rest.map(({ id, title }) => html`<a href="${address(id)}">${title}</a> `)}
  </p>`;
}

function queues({ queues: { place, problem, counts } }: Operations): Html {
  if (problem !== null) {
    return html`<p><strong>${problem}</strong> What is to be sent waits in the rows.</p>`;
  }
  return html`<p>On ${place}.</p>
    ${table(
      ['Queue', 'Waiting', 'Active', 'Delayed', 'Failed'],
      counts.map(({ queue, waiting, active, delayed, failed }) => [
        queue,
        waiting,
        active,
        delayed,
        failed,
      ]),
    )}`;
}

function histories({ verification }: Operations): Html {
  if (verification === null) {
    return html`<p>Each is replayed and verified at night; none was yet.</p>`;
  }
  const { programmes, oldest, broken } = verification;
  const count = programmes === 1 ? '1 programme was' : `${programmes} programmes were`;
  const told = html`<p>
    ${count} verified at night, the one longest ago on ${minute(oldest)}.
    ${broken.length === 0 ? 'Every history holds.' : ''}
  </p>`;
  if (broken.length === 0) return told;
  return html`${told}
  ${table(
    ['Does not hold', 'Found', 'What is wrong'],
    broken.map(({ programme, at, problem }) => [programme, minute(at), problem]),
  )}`;
}

function signedLog({ log }: Operations): Html {
  const { size, waiting: behind, problem, signed, anchors, verified } = log;
  const told =
    signed === null
      ? 'No checkpoint has been signed yet.'
      : `The last checkpoint covers ${signed.size} of them, signed ${minute(signed.at)}.`;
  return html`<p>${size} entries in the log, ${behind} writes to be taken. ${told}</p>
    ${problem === null ? '' : html`<p><strong>${problem}</strong></p>`}
    <p>${goneThrough(verified)}</p>
    ${
      anchors.length === 0
        ? html`<p>No checkpoint is kept outside.</p>`
        : table(
            ['Kept outside', 'Where', 'Entries', 'What is wrong'],
            anchors.map((each) => [each.name, each.place, each.size ?? 0, each.problem ?? '']),
          )
    }`;
}

const goneThrough = (verified: Operations['log']['verified']): Html =>
  verified === null
    ? html`It is gone through as a whole each night; not once yet.`
    : verified.problem === null
      ? html`Gone through as a whole ${minute(verified.at)}: all of it holds.`
      : html`Gone through as a whole ${minute(verified.at)}: <strong>${verified.problem}</strong>`;

const waiting = ({ timers, notices }: Operations) =>
  table(
    ['What', 'How many'],
    [
      [
        `timers set, the next due ${timers.nextDue === null ? 'never' : minute(timers.nextDue)}`,
        timers.pending,
      ],
      ['of these due, and not taken up', timers.overdue],
      ['notices without deliveries yet', notices.outbox],
      ['mails that wait for a digest', notices.held],
      ['digests to be tried again', notices.digestsFailing],
    ],
  );

const table = (heading: readonly string[], rows: readonly (readonly (string | number)[])[]) =>
  html`<div class="scroll">
    <table>
      <thead>
        <tr>
          ${heading.map((each) => html`<th scope="col">${each}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([first = '', ...rest]) =>
            html`<tr>
              <th scope="row">${first}</th>
              ${rest.map((each) => html`<td>${each}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
