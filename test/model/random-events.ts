import fc from 'fast-check';
import type { Opening, Step } from './openings.js';
import type { Modelled } from './reference-model.js';
import { told, type Told } from './told-events.js';
import { people, type Sent, type Value } from './world.js';

type Kind = Modelled['kind'];
type Placed = readonly [id: string, kind: Kind];

/** Now and then something is missing, empty, misshapen or too much. */
function spoilt(payload: Sent['payload']): fc.Arbitrary<Sent['payload']> {
  const names = Object.keys(payload);
  const extra = fc.constant({ ...payload, surprise: 'nobody asked for this' });
  if (names.length === 0) return extra;
  return fc
    .tuple(fc.constantFrom(...names), fc.constantFrom<Value>([], ' ', '2013-02-30', 7))
    .chain(([name, wrong]) => {
      const { [name]: _, ...rest } = payload;
      return fc.oneof(fc.constant(rest), fc.constant({ ...rest, [name]: wrong }), extra);
    });
}

function payloadOf(each: Told): fc.Arbitrary<Sent['payload']> {
  const choices = Object.entries({ ...each.with, ...each.may }).map(
    ([name, values]) => [name, fc.constantFrom(...values)] as const,
  );
  const sound = fc.record(Object.fromEntries(choices), { requiredKeys: Object.keys(each.with) });
  return fc.oneof({ weight: 15, arbitrary: sound }, { weight: 1, arbitrary: sound.chain(spoilt) });
}

/** Any person, sent any event to an item: mostly one that its kind knows, by one who may well. */
function randomEvent(items: readonly Placed[]): fc.Arbitrary<Sent> {
  const known = items.map(([item, kind]) =>
    fc.constantFrom(...Object.keys(told[kind])).map((type) => ({ item, type, kind })),
  );
  const everyItem = fc.constantFrom(...items.map(([id]) => id), 'nothing');
  const strange = fc.constantFrom(...kinds).chain((kind) => {
    const types = fc.constantFrom(...Object.keys(told[kind]));
    return fc.tuple(everyItem, types).map(([item, type]) => ({ item, type, kind }));
  });
  const everybody = fc.constantFrom(...Object.keys(people));
  return fc
    .oneof(...known.map((arbitrary) => ({ weight: 20, arbitrary })), {
      weight: 1,
      arbitrary: strange,
    })
    .chain(({ item, type, kind }) => {
      const able = fc.constantFrom(...(told[kind][type]?.by ?? []));
      return sent(item, type, kind, {
        person: fc.oneof({ weight: 3, arbitrary: able }, { weight: 1, arbitrary: everybody }),
        later: fc.oneof(fc.constant(0), days),
      });
    });
}

const days = fc.constantFrom(1, 5, 14, 30, 45);

function sent(
  item: string,
  type: string,
  kind: Kind,
  { person, later }: { person: fc.Arbitrary<string>; later: fc.Arbitrary<number> },
): fc.Arbitrary<Sent> {
  return fc.record({
    item: fc.constant(item),
    type: fc.constant(type),
    person,
    later,
    occurred: fc.constantFrom<(number | null)[]>(null, null, null, 0, -1, -7, 1),
    payload: payloadOf(told[kind][type] ?? { by: [], with: {} }),
  });
}

/** The steps of a story, now and then one left out, now and then something else before one. */
function alongStory(story: readonly Step[], kindOf: (id: string) => Kind): fc.Arbitrary<Sent[]> {
  const items = [...new Set(story.map(([id]) => id))].map((id) => [id, kindOf(id)] as const);
  const aside = randomEvent(items);
  const parts = story.map(([item, type, person, after = 0]) => {
    const onTime = { weight: 5, arbitrary: fc.constant(after) };
    const later = fc.oneof(onTime, { weight: 1, arbitrary: days });
    const step = sent(item, type, kindOf(item), { person: fc.constant(person), later });
    return fc.oneof(
      { weight: 12, arbitrary: step.map((one) => [one]) },
      { weight: 2, arbitrary: fc.tuple(aside, step) },
      { weight: 1, arbitrary: fc.constant([]) },
    );
  });
  return fc.tuple(...parts, fc.array(aside, { maxLength: 5 })).map((each) => each.flat());
}

const kinds = [
  'milestone',
  'consultation',
  'approval',
  'gate',
  'action',
  'change-request',
] as const;

/** Sequences of events on items that have to do with each other, along stories where there are any. */
export function sequencesOn({ model, together, stories }: Opening): fc.Arbitrary<Sent[]> {
  const kindOf = (id: string): Kind =>
    model.items[id]?.kind ?? kinds.find((kind) => id.startsWith(`${kind}-`)) ?? 'milestone';
  const groups = together.map((ids) => ids.map((id) => [id, kindOf(id)] as const));
  const loose = fc
    .constantFrom(...groups)
    .chain((few) => fc.array(randomEvent(few), { minLength: 1, maxLength: 24, size: 'max' }));
  const told = stories.map((story) => alongStory(story, kindOf));
  return fc.oneof({ weight: told.length + 2, arbitrary: loose }, ...told);
}
