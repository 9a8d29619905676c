import type { Command } from 'commander';
import type { Io } from '../terminal/io.js';
import { adoptCalendar, calendars, type AdoptOptions } from './calendar-commands.js';
import { baselines } from './baseline-commands.js';
import { contextOf, type ServerOptions } from './context.js';
import { decisions } from './decision-commands.js';
import { differences } from './difference-commands.js';
import { milestones, programmes, show, type AsAtOptions } from './read-commands.js';
import { programmeCommandsOf, serverCommandsOf } from '../terminal/add-command.js';

const asAtWords = 'as it stood at the end of that day';
const basisWords = 'recorded: as known then (usual); occurred: as it had happened by then';

/** The commands that show programmes and what is in them. */
export function addProgrammeCommands(program: Command, io: Io): void {
  const command = programmeCommandsOf(program, io);
  serverCommandsOf(program, io)('programmes', 'the programmes you may see', 'programmes').action(
    (options: ServerOptions) => programmes(contextOf(io, options)),
  );
  command(
    'show [item]',
    'where the programme stands; or an item, its values and facts',
    'show M06 --at 2012-06-30 --programme evolve-nca',
  )
    .option('--at <day>', asAtWords)
    .option('--basis <basis>', basisWords)
    .action((item: string | undefined, options: ServerOptions & AsAtOptions) =>
      show(contextOf(io, options), item, options),
    );
  command('milestones', 'milestones against their plan', 'milestones --programme evolve-nca')
    .option('--at <day>', asAtWords)
    .option('--basis <basis>', basisWords)
    .action((options: ServerOptions & AsAtOptions) => milestones(contextOf(io, options), options));
  command(
    'differences <from> <to>',
    'what differs in the programme between two days',
    'differences 2011-04-01 2011-07-01 --programme evolve-nca --as auditor',
  )
    .option('--basis <basis>', basisWords)
    .action((from: string, to: string, options: ServerOptions & AsAtOptions) =>
      differences(contextOf(io, options), from, to, options),
    );
  command(
    'calendars',
    'working calendars: years, hashes, and which milestones count by them',
    'calendars --programme first-live',
  ).action((options: ServerOptions) => calendars(contextOf(io, options)));
  command(
    'adopt-calendar <name> <file>',
    'go by another table of holidays; --preview shows what moves, and sends nothing',
    'adopt-calendar scotland new.yaml --reason "A day of mourning" --preview --programme first-live',
  )
    .option('--reason <words>', 'why, as the history says it')
    .option('--ask', 'ask others to approve it first; then send it again without')
    .option('--preview', 'show what would move, and send nothing')
    .action((name: string, file: string, options: ServerOptions & AdoptOptions) =>
      adoptCalendar(contextOf(io, options), name, file, options),
    );
  command(
    'baselines [compare...]',
    'approved baselines; with "compare 1 2", what differs',
    'baselines compare 1 2 --programme evolve-nca',
  ).action((asked: string[], options: ServerOptions) => baselines(contextOf(io, options), asked));
  command(
    'decisions',
    'decisions of bodies: minute, quorum, who was there, who stood aside',
    'decisions --programme evolve-nca --limit 10',
  )
    .option('--limit <number>', 'how many at most')
    .action((options: ServerOptions & { limit?: string }) =>
      decisions(contextOf(io, options), options),
    );
}
