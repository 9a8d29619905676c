import type { Command } from 'commander';
import type { Io } from '../terminal/io.js';
import { contextOf, type ServerOptions } from './context.js';
import {
  applyMigration,
  migrate,
  showMigration,
  start,
  type MigrateOptions,
  type StartOptions,
} from './migrate-commands.js';
import { publish } from './publish-command.js';
import { serverCommandsOf } from '../terminal/add-command.js';

type Options = Omit<ServerOptions, 'programme'>;

/** The commands for versions of a definition and the programmes that run on them. */
export function addVersionCommands(program: Command, io: Io): void {
  const command = serverCommandsOf(program, io);
  command(
    'publish <file>',
    'publish a version of a definition',
    'publish programmes/first-live/programme.yaml --as programme-manager',
  ).action((file: string, options: Options) => publish(contextOf(io, options), file));
  command(
    'start <hash>',
    'start a programme from a published version',
    'start HASH --id trial --clock rehearsal --start-at "2011-03-31 08:00"',
  )
    .option('--id <id>', 'what to call it; else as its definition')
    .option('--title <title>', 'its title; else as its definition')
    .option('--clock <clock>', 'live or rehearsal', 'live')
    .option('--start-at <time>', 'rehearsals: where the clock begins')
    .option('--grant <role=persona...>', 'demonstrations: roles of your own, such as LIBRARIAN=pmo')
    .action((hash: string, options: Options & StartOptions) =>
      start(contextOf(io, options), hash, options),
    );
  const migration = command(
    'migrate',
    'ask for programmes to be moved to another version, and see what it comes to',
    'migrate --to HASH --all --dry-run --as programme-manager',
  )
    .option('--to <hash>', 'the version')
    .option('--programme <id...>', 'which programmes')
    .option('--all', 'all that run on another version of the same definition')
    .option('--from <hash>', 'only those on this version')
    .option('--dry-run', 'only look')
    .action((options: Options & MigrateOptions & { programme?: string[] }) => {
      const { programme, ...others } = options;
      return migrate(contextOf(io, others), programme ?? [], options);
    });
  const below = serverCommandsOf(migration, io);
  below(
    'show <id> [moved]',
    'a request; or all that moving one of its programmes would come to',
    'migrate show REQUEST first-live --as sro',
  ).action((id: string, moved: string | undefined, _options: Options, command: Command) =>
    showMigration(contextOf(io, command.optsWithGlobals<Options>()), id, moved),
  );
  below(
    'apply <id>',
    'move the programmes of a request of somebody else',
    'migrate apply REQUEST --as sro',
  ).action((id: string, _options: Options, command: Command) =>
    applyMigration(contextOf(io, command.optsWithGlobals<Options>()), id),
  );
}
