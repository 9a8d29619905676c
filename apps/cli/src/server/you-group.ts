import type { Command } from 'commander';
import type { Io } from '../terminal/io.js';
import { serverCommandsOf } from '../terminal/add-command.js';
import { addresses } from './address-commands.js';
import { contextOf, type ServerOptions } from './context.js';
import { feeds } from './feed-commands.js';
import { inbox, type InboxOptions } from './inbox-commands.js';
import { operations } from './operation-commands.js';
import { preferences, type PreferenceOptions } from './preference-commands.js';

/** The commands about what is your own, and about the server if you see to it. */
export function addYouCommands(program: Command, io: Io): void {
  const command = serverCommandsOf(program, io);
  command(
    'inbox [mark...]',
    'your notices; with "read PROGRAMME NOTICE", "unread …" or "read all", marks them',
    'inbox --unread --as sro',
  )
    .option('--programme <id>', 'of one programme only')
    .option('--unread', 'only what you have not read')
    .option('--limit <number>', 'how many at most', '50')
    .action((mark: string[], options: ServerOptions & InboxOptions) =>
      inbox(contextOf(io, options), mark, options),
    );
  command(
    'preferences',
    'how you want to hear: at once or in one mail a day, and on which channels not',
    'preferences --digest 08:00 --zone Europe/London --as sro',
  )
    .option('--digest <time>', 'one mail a day at this time, such as 08:00; or "off"')
    .option('--zone <zone>', 'your time zone')
    .option('--mute <channels>', 'channels to do without, with commas between; or "none"')
    .option('--language <tag>', 'what you are written to in, such as en-GB')
    .action((options: ServerOptions & PreferenceOptions) =>
      preferences(contextOf(io, options), options),
    );
  command(
    'addresses [action] [channel] [url]',
    'where webhook, slack, teams and govuk-notify reach you; with "set CHANNEL URL", "test CHANNEL" or "remove CHANNEL", changes or tries it',
    'addresses set webhook https://hooks.example.org/evolve --as sro',
  )
    .option('--programme <id>', 'those that hear each notice of this programme; else your own')
    .action(
      (
        action: string | undefined,
        channel: string | undefined,
        url: string | undefined,
        options: ServerOptions,
      ) => {
        const { programme } = options;
        return addresses(contextOf(io, options), { action, channel, url, programme });
      },
    );
  command(
    'feeds [action] [feed]',
    'your calendar feeds; with "new", "rotate FEED" or "revoke FEED", changes them',
    'feeds new --programme evolve-nca --as sro',
  )
    .option('--programme <id>', 'of a new one: all milestones of this programme; else your own')
    .action((action: string | undefined, feed: string | undefined, options: ServerOptions) =>
      feeds(contextOf(io, options), { action, feed, programme: options.programme }),
    );
  command(
    'operations [action] [channel]',
    'queues, lateness, failures; with "pause CHANNEL" or "resume CHANNEL", switches one',
    'operations pause email --reason "The mail server is being replaced." --as operator',
  )
    .option('--reason <text>', 'why a channel is paused')
    .option('--organisation <id>', 'of this organisation; else the first on the server')
    .action(
      (
        action: string | undefined,
        channel: string | undefined,
        options: ServerOptions & { reason?: string; organisation?: string },
      ) => {
        const { reason, organisation } = options;
        return operations(contextOf(io, options), { action, channel, reason, organisation });
      },
    );
}
