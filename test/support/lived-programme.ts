import { existsSync, readFileSync } from 'node:fs';
import { personas } from '#contract';
import { loadDefinition, rowKey, type Json, type ScriptRow } from '#programme';
import { history } from './reference-programme.js';
import type { Reply, TestApi } from './test-api.js';

/** A rehearsal of the reference programme that is lived through HTTP alone. */
export type LivedProgramme = {
  /** Its address. */
  at: string;
  read(path: string, persona?: string): Promise<Reply>;
  moveTo(time: string): Promise<Reply>;
  /** Sends as a persona, under a key of its own unless `more` has one. */
  send(
    persona: string,
    item: string,
    event: string,
    payload?: Record<string, Json>,
    more?: { expectedVersion?: number; key?: string },
  ): Promise<Reply>;
  /** Lives rows of the history pack: the clock to each one's time, then the event. All must be taken. */
  live(drop?: (row: ScriptRow) => boolean, until?: string): Promise<void>;
};

/** The files of a definition of this checkout, as a body to publish. */
export function definitionFiles(entry: string, change = (text: string): string => text) {
  const files: Record<string, string> = {};
  loadDefinition(entry, (path) => {
    if (!existsSync(path)) return null;
    return (files[path] = change(readFileSync(path, 'utf8')));
  });
  return { entry, files };
}

let sent = 0;

const starter = { as: personaOf(history.openedBy) };

/** Publishes the reference programme; gives its hash. */
export async function publishReference(test: TestApi): Promise<string> {
  const body = definitionFiles('programmes/evolve-nca/programme.yaml');
  return accepted(await test.post('/api/v1/definitions', body, starter)).hash;
}

/** Opens a rehearsal of the reference programme where its history begins. */
export async function openLived(
  test: TestApi,
  definition: string,
  id: string,
): Promise<LivedProgramme> {
  const start = { definition, id, clock: 'rehearsal', startAt: history.start };
  accepted(await test.post('/api/v1/programmes', start, starter));
  const at = `/api/v1/programmes/${id}`;

  const moveTo = (to: string) => test.post(`${at}/clock`, { to });
  const send: LivedProgramme['send'] = (as, item, event, payload = {}, more = {}) => {
    const { key = `lived-${(sent += 1)}`, ...expected } = more;
    return test.post(`${at}/events`, { item, event, payload, ...expected }, { as, key });
  };
  const live: LivedProgramme['live'] = async (drop = () => false, until = '9') => {
    for (const [index, row] of history.events.entries()) {
      if (row.at >= until || drop(row)) continue;
      accepted(await moveTo(row.at));
      const { item, event, payload, mark } = row;
      const options = { as: personaOf(row.as), key: rowKey(row, index) };
      accepted(await test.post(`${at}/events`, { item, event, payload, mark }, options));
    }
  };
  return { at, read: (path, persona) => test.get(`${at}${path}`, persona), moveTo, send, live };
}

/** Everything that an address lists, page after page. */
export async function allPages(test: TestApi, first: string): Promise<Reply['body'][]> {
  const entries: Reply['body'][] = [];
  for (let next: string | null = first; next !== null;) {
    const { body } = await test.get(next);
    entries.push(...body.entries);
    next = body.next;
  }
  return entries;
}

function accepted({ status, text, body }: Reply): Reply['body'] {
  if (status >= 200 && status < 300) return body;
  throw new Error(`answered ${status}: ${text}`);
}

/** The persona that stands for an actor of the history pack. */
function personaOf(actor: string): string {
  const person = history.actors[actor]?.person;
  const persona = personas.find((each) => each.person === person);
  if (persona === undefined) throw new Error(`no persona acts for "${actor}", ${person}`);
  return persona.id;
}
