import { Readable } from 'node:stream';
import {
  eventAttributes,
  loggedEvent,
  loggedObjects,
  objectAttributes,
  type LoggedObject,
  type Told,
} from '#programme';

/** The history as an object-centric event log (OCEL 2.0, JSON), written event by event. */
export const ocelOf = (history: AsyncIterable<Told>): Readable => Readable.from(parts(history));

async function* parts(history: AsyncIterable<Told>): AsyncGenerator<string> {
  const objects = new Map<string, LoggedObject>();
  const types = new Set<string>();
  yield '{"events":[';
  let comma = '';
  for await (const told of history) {
    const event = loggedEvent(told);
    types.add(event.type);
    for (const each of loggedObjects(told)) objects.set(each.id, each);
    yield `${comma}\n${JSON.stringify(event)}`;
    comma = ',';
  }
  const named = (names: Iterable<string>, attributes: object) =>
    JSON.stringify([...new Set(names)].map((name) => ({ name, attributes })));
  const all = [...objects.values()];
  yield `],\n"objects":${JSON.stringify(all)}`;
  yield `,\n"eventTypes":${named(types, eventAttributes)}`;
  yield `,\n"objectTypes":${named(
    all.map(({ type }) => type),
    objectAttributes,
  )}}\n`;
}
