import fc from 'fast-check';
import { people, type Sent, type Value } from './world.js';

type Kind = 'milestone' | 'consultation';
type Placed = readonly [id: string, kind: Kind];
/** What an event may carry, the choices for each name; and persons who can mostly send it. */
type Told = { by: readonly string[]; with: { readonly [name: string]: readonly Value[] } };

const evidence = [[{ title: 'Paper', source: 'folder 1' }]];
const decision = [{ body: 'BOARD', minute: 'Minute 1' }];
const row = ['representations-1', 'representations-2', 'representations-9'];
const day = ['2013-02-28', '2013-03-20', '2013-05-01', '2013-08-15', '2014-01-10'];
const office = ['P-OFFICE', 'P-MANAGER', 'P-TWO', 'P-ALL'];
const owners = ['P-LEAD', 'P-TWO', 'P-HR'];
const runners = ['P-HR', 'P-MANAGER', 'P-ALL'];

const events: { readonly [kind in Kind]: { readonly [event: string]: Told } } = {
  milestone: {
    PREPARE: { by: office, with: {} },
    BASELINE: { by: ['P-SRO', 'P-ALL'], with: {} },
    CANCEL: { by: ['P-MANAGER'], with: {} },
    CLAIM: { by: owners, with: { evidence } },
    REFORECAST: { by: owners, with: { forecast: day, reason: ['The builders are late'] } },
    ACKNOWLEDGE: { by: owners, with: {} },
    RECORD_CHECK: { by: office, with: { note: ['Nothing new'] } },
    ALLOW_OUT_OF_ORDER: { by: ['P-SRO'], with: { reason: ['It cannot wait'] } },
    VERIFY: { by: office, with: {} },
    REJECT_CLAIM: { by: office, with: { reason: ['The paper is not signed'] } },
    SUPERSEDE: { by: office, with: {} },
    CLAIM_BY_FACT: { by: office, with: {} },
  },
  consultation: {
    ADD_CONSULTEE: { by: runners, with: { title: ['Union'] } },
    OPEN: { by: runners, with: { closesOn: day } },
    EXTEND: { by: runners, with: { closesOn: day } },
    LOG_REPRESENTATION: { by: office, with: { consultee: ['Union'], text: ['We object'] } },
    CLOSE_DATE_REACHED: { by: runners, with: {} },
    ANSWER: { by: runners, with: { row, answer: ['We have heard it'] } },
    PUBLISH_RESPONSE: { by: runners, with: { evidence } },
    CONSIDERED: {
      by: ['P-BOARD', 'P-SRO'],
      with: { decision, refersToResponse: [true, true, true, false] },
    },
  },
};

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

function payloadOf(told: Told): fc.Arbitrary<Sent['payload']> {
  const choices = Object.entries(told.with).map(
    ([name, values]) => [name, fc.constantFrom(...values)] as const,
  );
  const sound = fc.record(Object.fromEntries(choices));
  return fc.oneof({ weight: 15, arbitrary: sound }, { weight: 1, arbitrary: sound.chain(spoilt) });
}

/** Any person, sent any event to an item: mostly one that its kind knows, by one who may well. */
function randomEvent(items: readonly Placed[]): fc.Arbitrary<Sent> {
  const known = items.map(([item, kind]) =>
    fc.constantFrom(...Object.keys(events[kind])).map((type) => ({ item, type })),
  );
  const strange = fc.record({
    item: fc.constantFrom(...items.map(([id]) => id), 'nothing'),
    type: fc.constantFrom(...Object.values(events).flatMap((each) => Object.keys(each))),
  });
  const everybody = fc.constantFrom(...Object.keys(people));
  return fc
    .oneof(...known.map((arbitrary) => ({ weight: 20, arbitrary })), {
      weight: 1,
      arbitrary: strange,
    })
    .chain(({ item, type }) => {
      const told = events.milestone[type] ?? events.consultation[type] ?? { by: [], with: {} };
      return fc.record({
        item: fc.constant(item),
        type: fc.constant(type),
        person: fc.oneof(
          { weight: 3, arbitrary: fc.constantFrom(...told.by) },
          { weight: 1, arbitrary: everybody },
        ),
        later: fc.oneof(fc.constant(0), fc.constantFrom(1, 5, 14, 30, 45)),
        occurred: fc.constantFrom<(number | null)[]>(null, null, null, 0, -1, -7, 1),
        payload: payloadOf(told),
      });
    });
}

/** Sequences of events on one to three of the items. */
export function sequencesOn(items: readonly Placed[]): fc.Arbitrary<Sent[]> {
  return fc
    .subarray([...items], { minLength: 1, maxLength: 3 })
    .chain((few) => fc.array(randomEvent(few), { minLength: 1, maxLength: 24, size: 'max' }));
}
