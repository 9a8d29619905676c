import type { Command } from 'commander';
import type { Io } from '../terminal/io.js';
import { baselines } from './baseline-commands.js';
import { contextOf, type ServerOptions } from './context.js';
import { decisions, tasks } from './decision-commands.js';
import { deliveries, resendDelivery } from './delivery-commands.js';
import { history, notices, reminders, verify } from './log-commands.js';
import { addVersionCommands } from './version-commands.js';
import { available, milestones, programmes, show } from './read-commands.js';
import { preview } from './preview-command.js';
import { clock, send, type EventOptions, type SendOptions } from './write-commands.js';

/** The commands that ask a server. */
export function addServerCommands(program: Command, io: Io): void {
  const command = (signature: string, summary: string) =>
    program
      .command(signature)
      .summary(summary)
      .option('--programme <id>', 'which programme; the only one when absent')
      .option('--server <url>', 'which server; else EVOLVE_URL, else the one npm start runs')
      .option('--as <persona>', 'who you are, on a demonstration server', io.env['EVOLVE_AS'])
      .option('--json', 'print JSON');

  command('programmes', 'the programmes you may see').action((options: ServerOptions) =>
    programmes(contextOf(io, options)),
  );
  command('show [item]', 'where the programme stands; or an item, its values and facts').action(
    (item: string | undefined, options: ServerOptions) => show(contextOf(io, options), item),
  );
  command('available', 'what you can do now, and why the rest is blocked')
    .option('--item <id>', 'of one item only')
    .option('--all', 'also what is for other roles, and what is not due')
    .action((options: ServerOptions & { item?: string; all?: boolean }) =>
      available(contextOf(io, options), options),
    );
  const eventCommand = (signature: string, summary: string) =>
    command(signature, summary)
      .option('--data <json>', 'its payload')
      .option('--role <role>', 'which of your roles you act in')
      .option(
        '--for <persona>',
        'whom you act for: a persona or the id of a person, under a delegation',
      )
      .option('--occurred-on <day>', 'the day it happened; today when absent')
      .option('--expect <version>', 'the version of the item that you saw')
      .option('--mark <mark>', 'rehearsals: history or assumed');
  eventCommand('send <item> <event>', 'send an event')
    .option('--key <key>', 'idempotency key: the same key never acts twice')
    .action((item: string, event: string, options: ServerOptions & SendOptions) =>
      send(contextOf(io, options), item, event, options),
    );
  eventCommand(
    'preview <item> <event>',
    'what an event would change; nothing is sent, nothing kept',
  ).action((item: string, event: string, options: ServerOptions & EventOptions) =>
    preview(contextOf(io, options), item, event, options),
  );
  command('milestones', 'milestones against their plan').action((options: ServerOptions) =>
    milestones(contextOf(io, options)),
  );
  command('baselines [compare...]', 'approved baselines; with "compare 1 2", what differs').action(
    (asked: string[], options: ServerOptions) => baselines(contextOf(io, options), asked),
  );
  command('tasks', 'what waits for your decision, and what the others have voted').action(
    (options: ServerOptions) => tasks(contextOf(io, options)),
  );
  command('decisions', 'decisions of bodies: minute, quorum, who was there, who stood aside')
    .option('--limit <number>', 'how many at most')
    .action((options: ServerOptions & { limit?: string }) =>
      decisions(contextOf(io, options), options),
    );
  command('reminders', 'what is or was due when, and what became of it')
    .option('--item <id>', 'of one item only')
    .option('--status <status>', 'pending, fired, silent, superseded or cancelled')
    .option('--kind <kind>', 'wake, reminder, check or catchUp')
    .option('--limit <number>', 'how many at most')
    .action((options: ServerOptions & { item?: string; limit?: string }) =>
      reminders(contextOf(io, options), options),
    );
  command('notices', 'who heard what; of a rehearsal, who would have')
    .option('--item <id>', 'of one item only')
    .option('--limit <number>', 'how many at most')
    .action((options: ServerOptions & { item?: string; limit?: string }) =>
      notices(contextOf(io, options), options),
    );
  command('deliveries', 'notices that never arrived, and why')
    .option('--item <id>', 'of one item only')
    .action((options: ServerOptions & { item?: string }) =>
      deliveries(contextOf(io, options), options),
    );
  command('resend <delivery>', 'send one of those again').action(
    (delivery: string, options: ServerOptions) => resendDelivery(contextOf(io, options), delivery),
  );
  command('history', 'every entry of the ledger')
    .option('--after <number>', 'from the entry after this one')
    .option('--limit <number>', 'how many at most', '1000')
    .option('--refusals', 'what was refused instead')
    .action((options: ServerOptions & { after?: string; limit: string; refusals?: boolean }) =>
      history(contextOf(io, options), options),
    );
  command('clock <to>', 'move the clock of a rehearsal: 2011-04-01, or "2011-04-01 09:00"').action(
    (to: string, options: ServerOptions) => clock(contextOf(io, options), to),
  );
  command('verify [programme]', 'whether the history holds').action(
    (programme: string | undefined, options: ServerOptions) =>
      verify(contextOf(io, options, programme)),
  );
  addVersionCommands(program, io);
}
