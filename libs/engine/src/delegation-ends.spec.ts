import type { Actor, EventRequest, JsonObject } from '#programme';
import { compiledDelegating, delegatingYaml } from '../../../test/support/delegating-programme.js';
import { person } from '../../../test/support/move-programme.js';
import { engineBench, organisation, type Bench } from '../../../test/support/small-engine.js';

let bench: Bench;
let keys = 0;

beforeAll(async () => {
  bench = await engineBench(delegatingYaml, compiledDelegating());
});

afterAll(() => bench.end());

const ann = person('P-ANN', 'LEAD');
/** Ben, in the roles that Ann holds. */
const forAnn: Actor = {
  ...(ann as Extract<Actor, { kind: 'person' }>), // `person` makes persons only
  person: 'P-BEN',
  actingFor: 'P-ANN',
};

const ask = (actor: Actor, item: string, type: string, payload: JsonObject): EventRequest => {
  keys += 1;
  return { item, type, payload, actor, key: `k-${keys}` };
};
const note = () => ask(forAnn, 'T1', 'NOTE', { note: 'Seen' });
const delegate = () =>
  ask(ann, 'delegations', 'DELEGATE', {
    delegate: 'P-BEN',
    from: '2026-05-04',
    until: '2026-05-06',
    reason: 'On leave',
  });

const begin = (id: string) => bench.open(id, 'rehearsal', '2026-05-04T09:00:00.000Z');

test('a delegation that was ended is refused at once, also by a process that knew it in force', async () => {
  await begin('ended');
  const { engine } = await bench.another();
  await bench.engine.send(organisation, 'ended', delegate());
  expect(await engine.send(organisation, 'ended', note())).toMatchObject({ outcome: 'accepted' });
  const end = ask(ann, 'delegations', 'END_DELEGATION', { row: 'delegations-1' });
  expect(await bench.engine.send(organisation, 'ended', end)).toMatchObject({
    outcome: 'accepted',
  });
  expect(await engine.send(organisation, 'ended', note())).toMatchObject({
    outcome: 'refused',
    refusal: { code: 'ROLE_NOT_PERMITTED', message: expect.stringContaining('ended on') },
  });
});

test('a delegation is refused from its last day on, and taken the moment before', async () => {
  await begin('passed');
  await bench.engine.send(organisation, 'passed', delegate());
  const move = (to: string) => bench.engine.moveClock(organisation, 'passed', to);
  await move('2026-05-05T22:59:00.000Z');
  expect(await bench.engine.send(organisation, 'passed', note())).toMatchObject({
    outcome: 'accepted',
  });
  await move('2026-05-05T23:01:00.000Z');
  expect(await bench.engine.send(organisation, 'passed', note())).toMatchObject({
    outcome: 'refused',
    refusal: { message: expect.stringContaining('ended on 2026-05-06') },
  });
});
