import type { Command } from 'commander';
import { programmeCommandsOf } from '../terminal/add-command.js';
import type { Io } from '../terminal/io.js';
import { contextOf, type ServerOptions } from './context.js';
import { logView } from './log-view-command.js';
import { takePack, type PackAsked } from './pack-command.js';
import { eventLog, report, type ReportOptions } from './report-commands.js';

/** The commands that auditors take the history away with. */
export function addReportCommands(program: Command, io: Io): void {
  const command = programmeCommandsOf(program, io);
  command(
    'report [report]',
    'what the entries come to: decisions, approvals, slippage, refusals …; without a name, which there are',
    'report slippage --item M06 --programme evolve-nca --as auditor',
  )
    .option('--from <day>', 'of what was recorded from this day on')
    .option('--to <day>', 'of what was recorded up to this day')
    .option('--item <id>', 'of one item only')
    .option('--person <id>', 'of what this person did, or what was done for them')
    .option('--event <event>', 'of one event only')
    .option('--limit <number>', 'how many lines at most (50)')
    .option('--out <file>', 'every line, into a file: .csv or .xlsx')
    .action((name: string | undefined, options: ServerOptions & ReportOptions) =>
      report(contextOf(io, options), name, options),
    );
  command(
    'pack',
    'take evidence away: a zip that anybody can verify without a server. Taking it is recorded',
    'pack --programme evolve-nca --as auditor',
  )
    .option('--out <file>', 'where to; in this folder when absent')
    .option('--from <day>', 'a range, of what was recorded from this day on')
    .option('--to <day>', 'a range, of what was recorded up to this day')
    .option('--sample <number>', 'so many entries, drawn; or "all" that fit')
    .option('--item <id>', 'a sample of one item only')
    .option('--person <id>', 'a sample of what this person did, or what was done for them')
    .option('--event <event>', 'a sample of one event only')
    .option('--seed <text>', 'draw the sample by this; the same seed draws the same')
    .option(
      '--checkpoint <file>',
      'let it be compared with this checkpoint, which you kept',
      collect,
    )
    .option('--no-files', 'without files of evidence, with their hashes only')
    .option('--no-private-texts', 'without free texts and personal fields')
    .action((options: ServerOptions & PackAsked) => takePack(contextOf(io, options), options));
  command(
    'log',
    'the signed log of all entries: its keys, and its last checkpoint, which auditors keep',
    'log --out checkpoint.txt --as auditor',
  )
    .option('--out <file>', 'keep the checkpoint in this file')
    .action((options: ServerOptions & { out?: string }) =>
      logView(contextOf(io, options), options),
    );
  command(
    'event-log <file>',
    'the history as an event log for process mining (OCEL 2.0, JSON)',
    'event-log evolve.jsonocel --programme evolve-nca --as auditor',
  ).action((file: string, options: ServerOptions) => eventLog(contextOf(io, options), file));
}

/** An option that may be given several times. */
const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];
