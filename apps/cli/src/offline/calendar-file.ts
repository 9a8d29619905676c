import { HolidayTable, loadCalendars, type Calendar } from '#programme';
import { Stop, type Io } from '../terminal/io.js';
import { problemList } from './definition-file.js';

/** The calendars of a file; otherwise the command ends with what is wrong with it. */
export function calendarsIn(io: Io, file: string): Record<string, Calendar> {
  const text = io.readFile(file);
  if (text === null) throw new Stop(2, `There is no file "${file}".`);
  const loaded = loadCalendars(file, text);
  if (loaded.ok) return loaded.calendars;
  throw new Stop(1, problemList(loaded.problems), { problems: loaded.problems });
}

/** The table of one calendar of a file. */
export function tableIn(io: Io, file: string, name: string): HolidayTable {
  const calendars = calendarsIn(io, file);
  const calendar = calendars[name];
  const names = Object.keys(calendars).join(', ') || 'none';
  if (calendar === undefined) {
    throw new Stop(1, `${file} has no calendar "${name}"; it has ${names}.`);
  }
  const { parts, ...table } = calendar;
  if (parts === undefined) return HolidayTable.parse(table);
  throw new Stop(1, `Calendar "${name}" in ${file} is made of parts; adopt a table for a part.`);
}
