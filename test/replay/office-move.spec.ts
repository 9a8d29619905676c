import { readFileSync } from 'node:fs';
import {
  compileDefinition,
  definitionHash,
  lint,
  loadScript,
  rehearse,
  stateWords,
} from '#programme';
import { sha256, shippedDefinition } from '../support/reference-programme.js';

const folder = 'programmes/office-move';
const { definition, locate } = shippedDefinition(`${folder}/programme.yaml`);

function lived() {
  const loaded = loadScript('events.yaml', readFileSync(`${folder}/events.yaml`, 'utf8'));
  if (!loaded.ok) throw new Error(loaded.problems.map((each) => each.message).join('\n'));
  const compiled = compileDefinition(definition, definitionHash(definition, sha256));
  return rehearse(compiled, loaded.script, sha256);
}

describe('an office move in another country, as data only', () => {
  it('lints without a message, and has ten milestones', () => {
    expect(lint(definition, locate)).toEqual([]);
    const milestones = Object.values(definition.items).filter((each) => each.chart === 'milestone');
    expect(milestones).toHaveLength(10);
  });

  it('is lived through with the two refusals foreseen and no other', () => {
    const { refusals, unforeseen, state } = lived();
    expect(refusals.map((each) => [each.event, each.foreseen])).toEqual([
      ['PEOPLE_READY', true],
      ['CONFIRM', true],
    ]);
    expect(unforeseen).toEqual([]);
    const ends = Object.values(state.items).map((each) => [each.id, stateWords(each.value)]);
    expect(ends).toEqual(
      expect.arrayContaining([
        ['office', 'settled'],
        ['go-ahead', 'consumed'],
        ['moved-in', 'achieved'],
        ['old-rooms-returned', 'achieved'],
      ]),
    );
  });

  it('counts by the holidays of Hamburg: the day before the move that is worked is not Whit Monday', () => {
    const before = lived().notices.filter(
      (each) => each.item === 'moved-in' && each.template === 'reminder',
    );
    expect(before.slice(-2).map((each) => each.at)).toEqual([
      '2027-05-10T07:00:00.000Z',
      '2027-05-14T07:00:00.000Z',
    ]);
  });
});
