import fc from 'fast-check';
import { engineAfter, inShort, livedOn, openedFrom, type Lived } from './engine-side.js';
import { openings } from './openings.js';
import { sequencesOn } from './random-events.js';
import { modelAfter, timePassed, type Model, type Modelled } from './reference-model.js';
import type { Sent } from './world.js';

/** More by command: `MODEL_SEQUENCES=100000 npm test -- test/model`; `MODEL_SEED` repeats a run. */
const sequences = Number(process.env['MODEL_SEQUENCES'] ?? 2_000);
const seed = process.env['MODEL_SEED'];

const random = { numRuns: sequences, ...(seed !== undefined && { seed: Number(seed) }) };
/** The same each time: what has to be found must not depend on luck. */
const repeated = { numRuns: 2_000, seed: 1 };

type Both = { model: Model; lived: Lived };
type Tells = typeof modelAfter;
type Told = { accepted: number; refused: number; states: Set<string>; acts: Set<string> };

/** Tells both sides the same events; the first on which they differ is the answer, or null. */
function difference(both: Both, sequence: readonly Sent[], told: Told, tells: Tells = modelAfter) {
  let { model, lived } = both;
  for (const [index, sent] of sequence.entries()) {
    model = timePassed(model, sent.later);
    lived = livedOn(lived, sent.later);
    const [expected, got] = [tells(model, sent), engineAfter(lived, sent)];
    const refused = typeof got === 'string';
    const where = `event ${index + 1}, ${sent.type} on ${sent.item} by ${sent.person} on ${model.today}`;
    if ((expected === null) !== refused) {
      return `${where}: the engine ${refused ? `refuses (${got})` : 'accepts'}, the model does not`;
    }
    told[refused ? 'refused' : 'accepted'] += 1;
    if (!refused && expected !== null) {
      told.acts.add(`${model.items[sent.item]?.kind} ${sent.type}`);
      [model, lived] = [expected, got];
    }
    for (const [id, it] of Object.entries(model.items)) {
      const item = lived.state.items[id];
      if (item === undefined) return `${where}: the engine has no ${id}`;
      told.states.add(`${it.kind} ${it.state}`);
      if (inShort(item) === inShort(it)) continue;
      return `${where}: ${id} is "${inShort(item)}" to the engine, "${inShort(it)}" to the model`;
    }
  }
  return null;
}

const kinds = Object.entries(openings).map(([what, opening]) => {
  const { path, model } = opening;
  const both: Both = { model, lived: openedFrom(path, model.today) };
  return { what, both, opening };
});

function tellAll(
  { both, opening }: (typeof kinds)[number],
  tells: Tells = modelAfter,
  runs = random,
): Told {
  const told: Told = { accepted: 0, refused: 0, states: new Set(), acts: new Set() };
  fc.assert(
    fc.property(sequencesOn(opening), (sequence) => {
      const found = difference(both, sequence, told, tells);
      if (found !== null) throw new Error(found);
    }),
    runs,
  );
  return told;
}

/** A model that has forgotten something of each item: a rule that rests on it is gone. */
const forgetting =
  (forget: (it: Modelled) => Modelled): Tells =>
  (model, sent) => {
    const items = Object.entries(model.items).map(([id, it]) => [id, forget(it)] as const);
    return modelAfter({ ...model, items: Object.fromEntries(items) }, sent);
  };

const forgotten: { readonly [what: string]: Tells } = {
  'who claimed a milestone': forgetting((it) =>
    it.kind === 'milestone' ? { ...it, claimants: [] } : it,
  ),
  'who asked for an approval': forgetting((it) =>
    it.kind === 'approval' ? { ...it, requesters: [] } : it,
  ),
  'who has voted on a gate': forgetting((it) => (it.kind === 'gate' ? { ...it, votes: [] } : it)),
  'who has stood aside': forgetting((it) =>
    it.kind === 'gate' || it.kind === 'approval'
      ? { ...it, votes: it.votes.filter(({ vote }) => vote !== 'RECUSE') }
      : it,
  ),
  'which votes were withdrawn': forgetting((it) =>
    it.kind === 'gate' ? { ...it, votes: it.votes.map((each) => ({ ...each, ended: false })) } : it,
  ),
  'by when a condition has to be met': forgetting((it) =>
    it.kind === 'action' ? { ...it, due: '2099-01-01' } : it,
  ),
  'which authority a change needs': forgetting((it) =>
    it.kind === 'change-request' ? { ...it, authority: 'PROGRAMME_MANAGER' } : it,
  ),
};

describe(`the engine and a plain reference model, told ${sequences} random sequences of events`, () => {
  it.each(kinds)('agree on $what, by anybody at any time', (kind) => {
    const told = tellAll(kind);
    expect(told.accepted).toBeGreaterThan(sequences);
    expect(told.refused).toBeGreaterThan(sequences);
    // Random events that never get anywhere would agree on nothing.
    const { reaches, takes } = kind.opening;
    expect(reaches.filter((state) => !told.states.has(state))).toEqual([]);
    expect(takes.filter((act) => !told.acts.has(act))).toEqual([]);
  });

  it.each(Object.entries(forgotten))('differ once the model forgets %s', (_, tells) => {
    const [, decisions] = kinds;
    if (decisions === undefined) throw new Error('test/model/openings.ts has one opening only');
    expect(() => tellAll(decisions, tells, repeated)).toThrow('Property failed');
  });
});
