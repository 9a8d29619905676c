import fc from 'fast-check';
import { engineAfter, inShort, livedOn, openedOn, type Lived } from './engine-side.js';
import { sequencesOn } from './random-events.js';
import { modelAfter, openingModel, timePassed, type Model } from './reference-model.js';
import type { Sent } from './world.js';

/** More by command: `MODEL_SEQUENCES=100000 npm test -- test/model`; `MODEL_SEED` repeats a run. */
const sequences = Number(process.env['MODEL_SEQUENCES'] ?? 2_000);
const seed = process.env['MODEL_SEED'];

const events = sequencesOn(
  Object.entries(openingModel.items).map(([id, { kind }]) => [id, kind] as const),
);
const opened = openedOn(openingModel.today);

type Told = { accepted: number; refused: number; states: Set<string> };

/** Tells both sides the same events; the first on which they differ is the answer, or null. */
function difference(sequence: readonly Sent[], told: Told): string | null {
  let [model, lived]: [Model, Lived] = [openingModel, opened];
  for (const [index, sent] of sequence.entries()) {
    model = timePassed(model, sent.later);
    lived = livedOn(lived, sent.later);
    const [expected, got] = [modelAfter(model, sent), engineAfter(lived, sent)];
    const refused = typeof got === 'string';
    const where = `event ${index + 1}, ${sent.type} on ${sent.item} by ${sent.person} on ${model.today}`;
    if ((expected === null) !== refused) {
      return `${where}: the engine ${refused ? `refuses (${got})` : 'accepts'}, the model does not`;
    }
    told[refused ? 'refused' : 'accepted'] += 1;
    if (!refused && expected !== null) [model, lived] = [expected, got];
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

describe('the engine and a plain reference model', () => {
  it(`agree on ${sequences} random sequences of events, by anybody at any time`, () => {
    const told: Told = { accepted: 0, refused: 0, states: new Set() };
    fc.assert(
      fc.property(events, (sequence) => {
        const found = difference(sequence, told);
        if (found !== null) throw new Error(found);
      }),
      { numRuns: sequences, ...(seed !== undefined && { seed: Number(seed) }) },
    );
    expect(told.accepted).toBeGreaterThan(sequences);
    expect(told.refused).toBeGreaterThan(sequences);
    // Random events that never get anywhere would agree on nothing.
    expect([...told.states].toSorted()).toEqual([
      'consultation closed',
      'consultation considered',
      'consultation open',
      'consultation planned',
      'consultation responded',
      'milestone achieved',
      'milestone active',
      'milestone cancelled',
      'milestone claimed',
      'milestone draft',
    ]);
  });

  it('are told apart at once when the model is wrong', () => {
    const claim: Sent = {
      item: 'first',
      type: 'CLAIM',
      person: 'P-LEAD',
      later: 0,
      occurred: null,
      payload: { evidence: [{ title: 'Paper', source: 'folder 1' }] },
    };
    const told: Told = { accepted: 0, refused: 0, states: new Set() };
    expect(difference([claim], told)).toBeNull();
    const model = modelAfter(openingModel, claim);
    const engine = engineAfter(opened, { ...claim, person: 'P-SRO' });
    expect(model).not.toBeNull();
    expect(engine).toContain('is for MILESTONE_OWNER');
  });
});
