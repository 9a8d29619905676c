import type { Command } from 'commander';
import { packAt, verifyAt, type PackOptions } from '../offline/verify-pack.js';
import { Stop, type Io } from '../terminal/io.js';
import { contextOf, type ServerOptions } from './context.js';
import { deliveries, resendDelivery } from './delivery-commands.js';
import { history, reminders, verify } from './log-commands.js';
import { notices, type NoticeOptions } from './notice-commands.js';
import { programmeCommandsOf } from '../terminal/add-command.js';
import { verifyTaken } from './verify-taken.js';
import { clock } from './write-commands.js';

type ItemOptions = ServerOptions & { item?: string; limit?: string };

/** The commands about the clock, what it brings, who hears of it, and what was written. */
export function addTimeCommands(program: Command, io: Io): void {
  const command = programmeCommandsOf(program, io);
  command(
    'clock <to>',
    'move the clock of a rehearsal: 2011-04-01, or "2011-04-01 09:00"',
    'clock "2011-04-01 09:00" --programme evolve-nca --as programme-manager',
  ).action((to: string, options: ServerOptions) => clock(contextOf(io, options), to));
  command(
    'reminders',
    'the reminder ledger: what is or was due, what became of it, and why',
    'reminders --programme first-live --status pending --as pmo',
  )
    .option('--item <id>', 'of one item only')
    .option('--status <status>', 'pending, sent, late, failed, superseded, cancelled …')
    .option('--kind <kind>', 'wake, reminder, check or catchUp')
    .option('--limit <number>', 'how many at most', '200')
    .action((options: ItemOptions & { limit: string }) =>
      reminders(contextOf(io, options), options),
    );
  command(
    'notices [action...]',
    'who heard what; of a rehearsal, who would have. With "preview NOTICE", what one says; with "next ITEM", what the next reminder would',
    'notices next M06 --channel slack --programme evolve-nca',
  )
    .option('--item <id>', 'of one item only')
    .option('--limit <number>', 'how many at most')
    .option('--channel <channel>', 'show it as email, inbox, webhook, slack, teams or govuk-notify')
    .option('--to <person>', 'show it for one of those who hear it')
    .action((action: string[], options: ServerOptions & NoticeOptions) =>
      notices(contextOf(io, options), action, options),
    );
  command(
    'deliveries',
    'notices that never arrived, and why',
    'deliveries --programme first-live --as pmo',
  )
    .option('--item <id>', 'of one item only')
    .action((options: ItemOptions) => deliveries(contextOf(io, options), options));
  command(
    'resend <delivery>',
    'send one of those again',
    'resend 42 --programme first-live --as pmo',
  ).action((delivery: string, options: ServerOptions) =>
    resendDelivery(contextOf(io, options), delivery),
  );
  command(
    'history',
    'every entry of the ledger',
    'history --programme evolve-nca --limit 20 --as auditor',
  )
    .option('--after <number>', 'from the entry after this one')
    .option('--limit <number>', 'how many at most', '1000')
    .option('--refusals', 'what was refused instead')
    .action((options: ServerOptions & { after?: string; limit: string; refusals?: boolean }) =>
      history(contextOf(io, options), options),
    );
  command(
    'verify [programme]',
    'whether the history of a programme holds; or, of a file or folder, whether the evidence pack in it does: no server is asked',
    'verify evolve-nca --as auditor',
  )
    .option('--checkpoint <file>', 'a checkpoint that you kept elsewhere', collect)
    .option('--key <fingerprint>', 'a key that you know the log signs with', collect)
    .option('--out <file>', 'with one of these and a programme: where its pack is saved')
    .addHelpText(
      'after',
      [
        '  evolve verify pack.zip --key 1f0c…     no server is asked',
        '  evolve verify evolve-nca --key 1f0c…   takes a pack of it and verifies that here',
        'Exit code 0 anchored, 4 signer unknown, 1 broken.',
      ].join('\n'),
    )
    .action(
      async (what: string | undefined, options: ServerOptions & PackOptions & { out?: string }) => {
        const pack = await packAt(io, what);
        if (pack) return await verifyAt(io, pack, options);
        const context = contextOf(io, options, what);
        if ((options.checkpoint ?? options.key) === undefined) return await verify(context);
        if (what !== undefined && (/[/\\.]/.test(what) || io.readFolder(what) !== null)) {
          const why = `There is no evidence pack in "${what}": a zip, or a folder with manifest.json.`;
          throw new Stop(2, why);
        }
        await verifyTaken(context, options);
      },
    );
}

/** An option that may be given several times. */
const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];
