import { loadScript } from '#programme';
import { Stop, type Io } from '../terminal/io.js';
import { paintFor } from '../terminal/paint.js';
import { count } from '../terminal/table.js';
import { problemList, readDefinition, type FileProblem } from './definition-file.js';

/** Checks a definition, or a rehearsal script, without a server. */
export function lintFile(io: Io, file: string, json: boolean): void {
  const { problems, summary } = checked(io, file);
  if (problems.length > 0) throw new Stop(1, problemList(problems), { problems });
  const sound = `${file}: no problems; ${summary}`;
  io.out(json ? JSON.stringify({ problems }, null, 2) : paintFor(io.colour).good(sound));
}

function checked(io: Io, file: string): { problems: FileProblem[]; summary: string } {
  const text = io.readFile(file);
  if (text !== null && /^format: *['"]?evolve\/script\//m.test(text)) {
    const loaded = loadScript(file, text);
    return loaded.ok
      ? { problems: [], summary: count(loaded.script.events.length, 'event') }
      : { problems: loaded.problems, summary: '' };
  }
  const { compiled, problems } = readDefinition(io, file);
  if (compiled === null) return { problems, summary: '' };
  const { items, charts, facts } = compiled.definition;
  const summary = [
    count(Object.keys(items).length, 'item'),
    count(Object.keys(charts).length, 'chart'),
    count(Object.keys(facts).length, 'fact'),
    `hash ${compiled.hash}`,
  ].join(', ');
  return { problems: [], summary };
}
