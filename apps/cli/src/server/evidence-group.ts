import type { Command } from 'commander';
import type { Io } from '../terminal/io.js';
import { contextOf, type ServerOptions } from './context.js';
import { addEvidence, getEvidence, listEvidence } from './evidence-commands.js';
import { programmeCommandsOf } from '../terminal/add-command.js';

/** The commands for files of evidence. */
export function addEvidenceCommands(program: Command, io: Io): void {
  const evidence = program
    .command('evidence')
    .description('files of evidence: add one, list them, get one back')
    .addHelpText('after', '\nExample:\n  evolve evidence add minute.pdf --title "Minute of 5 May"');
  const command = programmeCommandsOf(evidence, io);
  command(
    'add <file>',
    'upload a file; events then name it, or bring one themselves with send --evidence',
    'evidence add minute.pdf --title "Minute of 5 May" --programme evolve-nca --as pmo',
  )
    .option('--title <title>', 'what people know it by; its name when absent')
    .option('--type <type>', 'its media type, such as application/pdf; else as its name tells')
    .action((file: string, options: ServerOptions & { title?: string; type?: string }) =>
      addEvidence(contextOf(io, options), file, options),
    );
  command(
    'list',
    'the files of a programme',
    'evidence list --programme evolve-nca --as auditor',
  ).action((options: ServerOptions) => listEvidence(contextOf(io, options)));
  command(
    'get <sha256>',
    'save a file, its hash checked; the first digits of the hash are enough',
    'evidence get 5f70bf18 --out minute.pdf --programme evolve-nca --as auditor',
  )
    .option('--out <file>', 'where; a new file under its own name when absent')
    .action((sha256: string, options: ServerOptions & { out?: string }) =>
      getEvidence(contextOf(io, options), sha256, options),
    );
}
