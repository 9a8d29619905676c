import type { Command } from 'commander';
import type { Io } from '../terminal/io.js';
import { addEventCommands } from './event-group.js';
import { addEvidenceCommands } from './evidence-group.js';
import { addProgrammeCommands } from './programme-group.js';
import { addReportCommands } from './report-group.js';
import { addRetentionCommands } from './retention-group.js';
import { addTimeCommands } from './time-group.js';
import { addVersionCommands } from './version-commands.js';
import { addYouCommands } from './you-group.js';

/** The commands that ask a server, in the order of the help. */
export function addServerCommands(program: Command, io: Io): void {
  program.commandsGroup('See where it stands:');
  addProgrammeCommands(program, io);
  program.commandsGroup('Act and decide:');
  addEventCommands(program, io);
  addEvidenceCommands(program, io);
  program.commandsGroup('Time, notices and history:');
  addTimeCommands(program, io);
  addReportCommands(program, io);
  addRetentionCommands(program, io);
  program.commandsGroup('Your own, and the server:');
  addYouCommands(program, io);
  program.commandsGroup('Versions, and the programmes that run on them:');
  addVersionCommands(program, io);
}
