import { dirname, join } from 'node:path/posix';
import { localTime } from '#plan';
import {
  loadScript,
  managerOf,
  rehearse,
  scriptInstant,
  stateWords,
  type CompiledDefinition,
  type Rehearsal,
  type Script,
} from '#programme';
import { Stop, type Io } from '../terminal/io.js';
import { paintFor, type Paint } from '../terminal/paint.js';
import { findingLines } from '../terminal/findings.js';
import { count, table } from '../terminal/table.js';
import { problemList, sha256, soundDefinition } from './definition-file.js';

export type RehearseOptions = { script?: string; start?: string; until?: string; json?: boolean };

/** Lives through a plan on a rehearsal clock, without a server. */
export function rehearseFile(io: Io, file: string, options: RehearseOptions): void {
  const compiled = soundDefinition(io, file);
  const { zone } = compiled.definition;
  const script = options.script === undefined ? null : readScript(io, options.script);
  const played = script ?? openingOnly(io, compiled, options.start);
  const until = options.until === undefined ? undefined : endOf(options.until, zone);
  const folder = dirname(options.script ?? file);
  const versionOf = (path: string) => soundDefinition(io, join(folder, path));
  const rehearsal = rehearse(compiled, played, sha256, until, versionOf);
  const told = [...rehearsal.refusals, ...rehearsal.migrations];
  const isBad = told.some((each) => !each.foreseen) || rehearsal.unforeseen.length > 0;
  const answer = summaryOf(rehearsal);
  const text = options.json === true ? '' : rehearsalText(paintFor(io.colour), rehearsal, zone);
  if (isBad) throw new Stop(1, text, answer);
  io.out(options.json === true ? JSON.stringify(answer, null, 2) : text);
}

function readScript(io: Io, path: string): Script {
  const text = io.readFile(path);
  if (text === null) throw new Stop(2, `There is no file "${path}".`);
  const loaded = loadScript(path, text);
  if (loaded.ok) return loaded.script;
  throw new Stop(1, problemList(loaded.problems), { problems: loaded.problems });
}

/** A script with no events: the opening, and whatever time alone brings. */
function openingOnly(
  io: Io,
  { definition }: CompiledDefinition,
  start: string | undefined,
): Script {
  const from = start ?? `${io.now().toISOString().slice(0, 10)} 08:00`;
  const person = { person: 'P-OPENER', roles: [managerOf(definition)] };
  return {
    format: 'evolve/script/1',
    programme: definition.id,
    start: localText(from),
    openedBy: 'opener',
    actors: { opener: person },
    events: [],
  };
}

function localText(text: string): string {
  if (/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/.test(text)) return text;
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return `${text} 08:00`;
  throw new Stop(2, `"${text}" is not a day or a time; write 2011-04-01 or "2011-04-01 09:00"`);
}

function endOf(text: string, zone: string): string {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  try {
    return scriptInstant(isDay ? `${text} 23:59` : localText(text), zone);
  } catch (error) {
    throw error instanceof Stop ? error : new Stop(2, `"${text}" does not exist in ${zone}`);
  }
}

/** What a rehearsal came to, as data. */
function summaryOf({
  state,
  now,
  entries,
  refusals,
  unforeseen,
  notices,
  pending,
  rows,
  migrations,
}: Rehearsal) {
  return {
    programme: state.id,
    definition: state.definition,
    now,
    head: state.head,
    rows,
    migrations,
    entries: entries.length,
    items: Object.values(state.items).map(({ id, title, value, since, closed }) => ({
      item: id,
      title,
      state: stateWords(value),
      since,
      closed,
    })),
    refusals,
    unforeseen,
    notices,
    pending,
  };
}

function rehearsalText(paint: Paint, rehearsal: Rehearsal, zone: string): string {
  const { state, now, refusals, unforeseen, notices, pending, rows, entries } = rehearsal;
  const late = notices.filter((each) => each.data['late'] === true).length;
  return [
    table(
      paint,
      ['ITEM', 'STATE', 'SINCE', ''],
      Object.values(state.items).map((each) => [
        each.id,
        stateWords(each.value),
        each.since,
        each.title,
      ]),
    ),
    noticeText(paint, rehearsal, zone),
    ...refusals.map(({ row, item, event, refusal, foreseen }) =>
      [
        `${foreseen ? 'As foreseen, row' : paint.bad('Row')} ${row} was refused: ${event} of ${item} (${refusal.code})`,
        ...(refusal.findings.length > 0
          ? findingLines(paint, refusal.findings)
          : [`  ${refusal.message}`]),
      ].join('\n'),
    ),
    ...rehearsal.migrations.map((each) => migrationText(paint, each)),
    ...unforeseen.map(({ row, item, event }) =>
      paint.bad(`Row ${row} was to be refused and was not: ${event} of ${item}`),
    ),
    [
      `The clock stands at ${localTime(now, zone)} (${zone}).`,
      `${count(entries.length, 'entry', 'entries')}, ${count(notices.length, 'notice')} (${late} late), ${count(refusals.length, 'refusal')}, ${count(pending.length, 'timer')} still to come.`,
      `Rows: ${rows.history} history, ${rows.assumed} assumed.`,
      `Ledger head: ${state.head.sequence} ${state.head.hash}`,
    ].join('\n'),
  ].join('\n\n');
}

function migrationText(
  paint: Paint,
  { row, to, blockers, foreseen }: Rehearsal['migrations'][number],
): string {
  const said = foreseen ? 'As foreseen' : paint.bad('Against the script');
  if (blockers.length === 0) return `${said}, migration ${row} moved the programme to ${to}`;
  const why = blockers.map(
    ({ item, message }) => `  ${item === null ? '' : `${item}: `}${message}`,
  );
  return [`${said}, migration ${row} to ${to} was blocked`, ...why].join('\n');
}

function noticeText(paint: Paint, { notices }: Rehearsal, zone: string): string {
  if (notices.length === 0) return 'No notices.';
  return table(
    paint,
    ['AT', 'ITEM', 'NOTICE', 'WOULD HAVE GONE TO'],
    notices.map(({ at, item, template, toRoles, toPersons }) => [
      localTime(at, zone),
      item,
      template,
      [...toRoles, ...toPersons].join(', '),
    ]),
  );
}
