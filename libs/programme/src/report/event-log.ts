import { listWords } from './cells.js';
import type { Told } from './report.js';
import { wordsOf } from './transitions.js';

/** An event of an object-centric event log, as OCEL 2.0 has it in JSON. */
export type LoggedEvent = {
  id: string;
  type: string;
  /** When it was recorded; the day it happened on is the attribute `occurredOn`. */
  time: string;
  attributes: { name: string; value: string }[];
  relationships: { objectId: string; qualifier: string }[];
};

/** An object that events are about: an item, by the name of its chart, or a person. */
export type LoggedObject = {
  id: string;
  type: string;
  attributes: { name: string; time: string; value: string }[];
  relationships: never[];
};

const textAttribute = (name: string) => ({ name, type: 'string' });

/** What events and objects of each type may say of themselves. */
export const eventAttributes = [
  'occurredOn',
  'role',
  'authority',
  'from',
  'to',
  'evidence',
  'definition',
].map(textAttribute);
export const objectAttributes = [textAttribute('title')];

/** The event that an entry is. */
export function loggedEvent({ entry }: Told): LoggedEvent {
  const { sequence, event, kind, item, actor } = entry;
  const said = {
    occurredOn: entry.occurredOn,
    role: actor.role,
    authority: actor.authority,
    from: wordsOf(entry.from),
    to: wordsOf(entry.to),
    evidence:
      entry.evidence.length === 0 ? null : listWords(entry.evidence.map((each) => each.title)),
    definition: entry.definition,
  };
  const about = [
    ...(item === null ? [] : [{ objectId: objectId('item', item), qualifier: 'item' }]),
    ...entry.changes.flatMap(({ item: other }) =>
      typeof other === 'string' && other !== item
        ? [{ objectId: objectId('item', other), qualifier: 'changed' }]
        : [],
    ),
    ...personIn(actor.person, 'person'),
    ...personIn(actor.actingFor, 'acting for'),
  ];
  return {
    id: `entry ${sequence}`,
    type: event?.type ?? kind,
    time: entry.recordedAt,
    attributes: Object.entries(said).flatMap(([name, value]) =>
      value === null ? [] : [{ name, value }],
    ),
    relationships: [
      ...new Map(about.map((each) => [`${each.objectId}\n${each.qualifier}`, each])).values(),
    ],
  };
}

/** The objects that an event is about, and which may be new: items as they are after it, and persons. */
export function loggedObjects({ entry, after }: Told): LoggedObject[] {
  const named = [entry.item, ...entry.changes.map((change) => change['item'])];
  const items = named.flatMap((id) => (typeof id === 'string' ? (after.items[id] ?? []) : []));
  const persons = [entry.actor.person, entry.actor.actingFor].flatMap((each) => each ?? []);
  return [
    ...items.map(({ id, chart, title }) => ({
      id: objectId('item', id),
      type: chart,
      attributes: [{ name: 'title', time: '1970-01-01T00:00:00Z', value: title }],
      relationships: [],
    })),
    ...persons.map((person) => ({
      id: objectId('person', person),
      type: 'person',
      attributes: [],
      relationships: [],
    })),
  ];
}

/** Items and persons are numbered apart: one may be called as the other. */
const objectId = (kind: 'item' | 'person', id: string): string => `${kind} ${id}`;

const personIn = (person: string | null, qualifier: string) =>
  person === null ? [] : [{ objectId: objectId('person', person), qualifier }];
