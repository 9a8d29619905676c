import type { Command } from 'commander';
import type { Io } from '../terminal/io.js';
import { contextOf, type ServerOptions } from './context.js';
import {
  applyMigration,
  migrate,
  start,
  type MigrateOptions,
  type StartOptions,
} from './migrate-commands.js';
import { publish } from './publish-command.js';

type Options = Omit<ServerOptions, 'programme'>;

/** The commands for versions of a definition and the programmes that run on them. */
export function addVersionCommands(program: Command, io: Io): void {
  const withServer = (command: Command) =>
    command
      .option('--server <url>', 'which server; else EVOLVE_URL, else the one npm start runs')
      .option('--as <persona>', 'who you are, on a demonstration server', io.env['EVOLVE_AS'])
      .option('--json', 'print JSON');

  withServer(program.command('publish <file>').summary('publish a version of a definition')).action(
    (file: string, options: Options) => publish(contextOf(io, options), file),
  );
  withServer(program.command('start <hash>').summary('start a programme from a published version'))
    .option('--id <id>', 'what to call it; else as its definition')
    .option('--title <title>', 'its title; else as its definition')
    .option('--clock <clock>', 'live or rehearsal', 'live')
    .option('--start-at <time>', 'rehearsals: where the clock begins')
    .action((hash: string, options: Options & StartOptions) =>
      start(contextOf(io, options), hash, options),
    );
  const migration = withServer(
    program
      .command('migrate')
      .summary('ask for programmes to be moved to another version, and see what it comes to')
      .option('--to <hash>', 'the version')
      .option('--programme <id...>', 'which programmes')
      .option('--all', 'all that run on another version of the same definition')
      .option('--from <hash>', 'only those on this version')
      .option('--dry-run', 'only look'),
  ).action((options: Options & MigrateOptions & { programme?: string[] }) => {
    const { programme, ...others } = options;
    return migrate(contextOf(io, others), programme ?? [], options);
  });
  withServer(
    migration.command('apply <id>').summary('move the programmes of a request of somebody else'),
  ).action((id: string, _options: Options, command: Command) =>
    applyMigration(contextOf(io, command.optsWithGlobals<Options>()), id),
  );
}
