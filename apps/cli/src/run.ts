import { Command, CommanderError } from 'commander';
import { editorSchema } from '#programme';
import { addServerCommands } from './server/commands.js';
import { commandsOf } from './terminal/add-command.js';
import { lintFile } from './offline/lint.js';
import { planFile, type PlanOptions } from './offline/plan.js';
import { rehearseFile, type RehearseOptions } from './offline/rehearse.js';
import { Stop, type ExitCode, type Io } from './terminal/io.js';

const about = `Moves an organisation from one structure to another, and explains every "no".

Most commands ask a server. npm start runs one with two programmes to try, which
"evolve programmes" lists. Say who you are with --as programme-manager, sro, pmo
or auditor, or with EVOLVE_AS.`;

/** Runs one command line. Gives the exit code, as ExitCode lists them. */
export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const program = commands(io);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof Stop) return stopped(error, args, io);
    // Commander has printed its own message or help already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    io.err(`Something failed that should not: ${String(error)}\n`);
    return 1;
  }
}

function stopped({ message, json, exitCode }: Stop, args: readonly string[], io: Io): ExitCode {
  if (args.includes('--json')) io.out(JSON.stringify(json, null, 2));
  else io.err(message);
  return exitCode;
}

function commands(io: Io): Command {
  const program = new Command('evolve')
    .description(about)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.out(text.trimEnd()),
      writeErr: (text) => io.err(text.trimEnd()),
    })
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(evolve --help shows every command)');
  addServerCommands(program, io);
  addOfflineCommands(program, io);
  program.commandsGroup('Help:').helpCommand('help [command]', 'how to use a command');
  return program;
}

function addOfflineCommands(program: Command, io: Io): void {
  program.commandsGroup('Without a server:');
  const command = commandsOf(program);
  command(
    'lint <file>',
    'check a definition or a script',
    'lint programmes/first-live/programme.yaml',
  ).action((file: string, { json }: { json?: boolean }) => lintFile(io, file, json === true));
  command(
    'rehearse <file>',
    'live through a plan on a rehearsal clock',
    `rehearse programmes/evolve-nca/programme.yaml \\
    --script programmes/evolve-nca/history.yaml`,
  )
    .option('--script <events>', 'dated events to send; without it, only what time brings')
    .option(
      '--start <time>',
      'where the clock begins, without a script: 2011-03-31 or "2011-03-31 08:00"',
    )
    .option('--until <time>', 'where it ends')
    .action((file: string, options: RehearseOptions) => rehearseFile(io, file, options));
  command(
    'plan <file>',
    'dates, deadlines and reminders of each milestone',
    'plan programmes/first-live/programme.yaml',
  )
    .option('--calendar <file>', 'what would move with the calendars of this file instead')
    .action((file: string, options: PlanOptions) => planFile(io, file, options));
  program
    .command('schema [kind]')
    .description('JSON Schema for editors: of a definition, or of a script')
    .addHelpText('after', '\nExample:\n  evolve schema definition > definition.schema.json')
    .action((kind = 'definition') => io.out(JSON.stringify(schemaOf(kind), null, 2)));
}

function schemaOf(kind: string): object {
  if (kind === 'definition' || kind === 'script') return editorSchema(kind);
  throw new Stop(2, `There is no schema of a "${kind}"; there are definition and script.`);
}
