import type { Operations } from '#contract';
import { Stop } from '../terminal/io.js';
import { count, table } from '../terminal/table.js';
import type { Paint } from '../terminal/paint.js';
import type { Context } from './context.js';

const path = '/api/v1/operations';

type Asked = {
  action: string | undefined;
  channel: string | undefined;
  reason: string | undefined;
  organisation: string | undefined;
};

/** Shows how the server is doing; pauses a channel, or lets it run again. */
export async function operations(
  { client, show, paint }: Context,
  { action, channel, reason, organisation }: Asked,
): Promise<void> {
  const of = organisation === undefined ? '' : `?organisation=${encodeURIComponent(organisation)}`;
  if (action === undefined) {
    return show(await client.get<Operations>(`${path}${of}`), (seen) => inWords(paint, seen));
  }
  if (action !== 'pause' && action !== 'resume') {
    throw new Stop(2, `operations cannot "${action}"; it can pause and resume a channel`);
  }
  if (channel === undefined) throw new Stop(2, `Say which channel to ${action}, such as email`);
  if (action === 'pause' && reason === undefined) {
    throw new Stop(
      2,
      `Say why ${channel} is paused: --reason "The mail server is being replaced."`,
    );
  }
  const body = action === 'pause' ? { reason } : {};
  const address = `${path}/channels/${encodeURIComponent(channel)}/${action}${of}`;
  const { answer } = await client.post<Operations>(address, body);
  show(answer, () =>
    action === 'pause'
      ? `${channel} is paused: what is for it waits.`
      : `${channel} runs: what waited goes out within seconds.`,
  );
}

function inWords(paint: Paint, seen: Operations): string {
  const { organisation, organisations, queues, timers, notices, lateness, channels } = seen;
  const ms = (value: number | null) => (value === null ? '–' : `${value} ms`);
  const others = organisations.filter(({ id }) => id !== organisation.id).map(({ id }) => id);
  return [
    `${organisation.title}${others.length === 0 ? '' : `; also on this server, with --organisation: ${others.join(', ')}`}`,
    queues.problem ?? `Queues on ${queues.place}:`,
    table(
      paint,
      ['QUEUE', 'WAITING', 'ACTIVE', 'DELAYED', 'FAILED'],
      queues.counts.map(({ queue, waiting, active, delayed, failed }) =>
        [queue, waiting, active, delayed, failed].map(String),
      ),
    ),
    '',
    `${timers.pending} timers, ${timers.overdue} of them due; next ${timers.nextDue ?? 'never'}`,
    `${notices.outbox} notices without deliveries, ${notices.held} mails held for a digest, ${notices.digestsFailing} digests to be tried again`,
    '',
    table(
      paint,
      ['OVER', 'HANDED ON', 'P50', 'P99', 'DELIVERED', 'P50', 'P99'],
      lateness.map(({ hours, handedOn, delivered }) => [
        `${hours} h`,
        String(handedOn.count),
        ms(handedOn.p50),
        ms(handedOn.p99),
        String(delivered.count),
        ms(delivered.p50),
        ms(delivered.p99),
      ]),
    ),
    '',
    historiesText(paint, seen),
    logText(paint, seen),
    '',
    table(
      paint,
      ['CHANNEL', 'WAITING', 'FAILING', 'GIVEN UP', 'SENT IN A DAY', 'PAUSED'],
      channels.map(({ channel, pending, failing, dead, sent, paused }) => [
        channel,
        ...[pending, failing, dead, sent].map(String),
        paused === null ? '' : `${paused.by}: ${paused.reason}`,
      ]),
    ),
  ].join('\n');
}

function logText(paint: Paint, { log }: Operations): string {
  const { size, waiting, problem, signed, anchors, verified } = log;
  const covered = signed === null ? 'nothing signed yet' : `${signed.size} signed at ${signed.at}`;
  return [
    `${count(size, 'entry', 'entries')} in the log, ${covered}, ${count(waiting, 'write')} to be taken`,
    ...(problem === null ? [] : [paint.bad(problem)]),
    ...(verified === null || verified.problem === null
      ? []
      : [paint.bad(`Gone through at ${verified.at}: ${verified.problem}`)]),
    ...anchors
      .filter((each) => each.problem !== null)
      .map(({ name, place, problem: why }) =>
        paint.bad(`${name} (${place}) keeps no checkpoint: ${why}`),
      ),
  ].join('\n');
}

function historiesText(paint: Paint, { verification }: Operations): string {
  if (verification === null) return 'No history was verified at night yet.';
  const { programmes, oldest, broken } = verification;
  const told = `${count(programmes, 'history', 'histories')} verified at night, the one longest ago at ${oldest}`;
  if (broken.length === 0) return `${told}; ${paint.good('all hold')}`;
  const lines = broken.map(
    ({ programme, at, problem }) => `  ${paint.bad(programme)}: ${problem}, found at ${at}`,
  );
  return [`${told}; these do not hold, and "evolve verify" says why:`, ...lines].join('\n');
}
