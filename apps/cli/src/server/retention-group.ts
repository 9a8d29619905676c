import type { Command } from 'commander';
import { programmeCommandsOf, serverCommandsOf } from '../terminal/add-command.js';
import type { Io } from '../terminal/io.js';
import { contextOf, type ServerOptions } from './context.js';
import {
  askRedaction,
  liftHold,
  listHolds,
  listRedactions,
  placeHold,
  retention,
  settleRedaction,
  showRedaction,
} from './retention-commands.js';

/** The commands for erasing texts, and for keeping them. */
export function addRetentionCommands(program: Command, io: Io): void {
  const redact = program
    .command('redact')
    .description('erase free texts: ask for it, and apply what somebody else asked for')
    .addHelpText('after', '\nExample:\n  evolve redact ask 12 --reason "Request 17" --as pmo');
  addRedactCommands(redact, io);
  const hold = program
    .command('hold')
    .description('legal holds: while one is in force, nothing is erased')
    .addHelpText('after', '\nExample:\n  evolve hold place --reason "Inquiry 2031/7" --as pmo');
  const command = programmeCommandsOf(hold, io);
  command('place', 'place a hold on a programme', 'hold place --reason "Inquiry 2031/7" --as pmo')
    .option('--reason <words>', 'why')
    .action((options: ServerOptions & { reason?: string }) =>
      placeHold(contextOf(io, options), options.reason),
    );
  command('list', 'the holds of a programme', 'hold list --as auditor').action(
    (options: ServerOptions) => listHolds(contextOf(io, options)),
  );
  command('lift <id>', 'lift a hold', 'hold lift HOLD --as sro').action(
    (id: string, options: ServerOptions) => liftHold(contextOf(io, options), id),
  );
  serverCommandsOf(program, io)(
    'retention',
    'ended programmes whose free texts have been kept long enough',
    'retention --as pmo',
  ).action((options: ServerOptions) => retention(contextOf(io, options)));
}

function addRedactCommands(redact: Command, io: Io): void {
  const command = programmeCommandsOf(redact, io);
  command(
    'ask [place...]',
    'ask for texts: 12 (all of an entry), 12/event/payload/reason (one), refusals:4',
    'redact ask 12 refusals:4 --reason "Request 17" --programme evolve-nca --as pmo',
  )
    .option('--reason <words>', 'why, without repeating what is to be erased')
    .option('--all', 'whatever free text the programme holds now')
    .action((places: string[], options: ServerOptions & { reason?: string; all?: boolean }) =>
      askRedaction(contextOf(io, options), places, options),
    );
  command('list', 'requests, and what became of them', 'redact list --as auditor').action(
    (options: ServerOptions) => listRedactions(contextOf(io, options)),
  );
  command('show <id>', 'one request, and its texts', 'redact show REQUEST --as auditor').action(
    (id: string, options: ServerOptions) => showRedaction(contextOf(io, options), id),
  );
  command(
    'apply <id>',
    'erase what somebody else asked for; it cannot be undone',
    'redact apply REQUEST --as sro',
  ).action((id: string, options: ServerOptions) =>
    settleRedaction(contextOf(io, options), id, 'apply'),
  );
  command('withdraw <id>', 'withdraw a request', 'redact withdraw REQUEST --as pmo').action(
    (id: string, options: ServerOptions) => settleRedaction(contextOf(io, options), id, 'withdraw'),
  );
}
