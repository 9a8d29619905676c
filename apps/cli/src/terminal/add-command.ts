import type { Command } from 'commander';
import type { Io } from './io.js';

/** Adds a command: its words, what it is for, and a line that somebody could type. */
export type AddCommand = (words: string, about: string, example: string) => Command;

/** Adds commands with what every command has: an example, and JSON for programs. */
export const commandsOf =
  (parent: Command): AddCommand =>
  (words, about, example) =>
    parent
      .command(words)
      .description(about)
      .option('--json', 'print JSON')
      .addHelpText('after', `\nExample:\n  evolve ${example}`);

/** The same for commands that ask a server. */
export const serverCommandsOf =
  (parent: Command, io: Io): AddCommand =>
  (words, about, example) =>
    commandsOf(parent)(words, about, example)
      .option('--server <url>', 'which server; else EVOLVE_URL, else the one npm start runs')
      .option('--as <persona>', 'who you are, on a demonstration server', io.env['EVOLVE_AS']);

/** The same for commands about one programme. */
export const programmeCommandsOf =
  (parent: Command, io: Io): AddCommand =>
  (words, about, example) =>
    serverCommandsOf(parent, io)(words, about, example).option(
      '--programme <id>',
      'which programme; the only one when absent',
    );
