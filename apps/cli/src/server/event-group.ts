import type { Command } from 'commander';
import type { Io } from '../terminal/io.js';
import { contextOf, type ServerOptions } from './context.js';
import { tasks } from './decision-commands.js';
import { preview } from './preview-command.js';
import { available } from './read-commands.js';
import { programmeCommandsOf } from '../terminal/add-command.js';
import { send, type EventOptions, type SendOptions } from './write-commands.js';

/** The commands about what can be done, and those that do it. */
export function addEventCommands(program: Command, io: Io): void {
  const command = programmeCommandsOf(program, io);
  command(
    'available',
    'what you can do now, and why the rest is blocked',
    'available --programme evolve-nca --as sro',
  )
    .option('--item <id>', 'of one item only')
    .option('--all', 'also what is for other roles, and what is not due')
    .action((options: ServerOptions & { item?: string; all?: boolean }) =>
      available(contextOf(io, options), options),
    );
  command(
    'tasks',
    'what waits for your decision, and what the others have voted',
    'tasks --programme evolve-nca --as sro',
  ).action((options: ServerOptions) => tasks(contextOf(io, options)));
  withPayload(
    command(
      'preview <item> <event>',
      'what an event would change; nothing is sent, nothing kept',
      `preview M06 REFORECAST --programme evolve-nca --as programme-manager \\
    --data '{"forecast":"2011-08-15","reason":"The printers are late"}'`,
    ),
  ).action((item: string, event: string, options: ServerOptions & EventOptions) =>
    preview(contextOf(io, options), item, event, options),
  );
  withPayload(
    command(
      'send <item> <event>',
      'send an event, with files of evidence if it takes them',
      'send M02 CLAIM --evidence minute.pdf --programme evolve-nca --as sp-lead',
    ),
  )
    .option(
      '--evidence <file>',
      'a file to upload and bring as evidence; NAME=FILE where the event has several such fields; again for more',
      (file: string, before: string[] | undefined) => [...(before ?? []), file],
    )
    .option('--key <key>', 'idempotency key: the same key never acts twice')
    .action((item: string, event: string, options: ServerOptions & SendOptions) =>
      send(contextOf(io, options), item, event, options),
    );
}

const withPayload = (command: Command): Command =>
  command
    .option('--data <json>', 'its payload; evolve available says what it takes')
    .option('--role <role>', 'which of your roles you act in')
    .option(
      '--for <persona>',
      'whom you act for: a persona or the id of a person, under a delegation',
    )
    .option('--occurred-on <day>', 'the day it happened; today when absent')
    .option('--expect <version>', 'the version of the item that you saw')
    .option('--mark <mark>', 'rehearsals: history or assumed');
