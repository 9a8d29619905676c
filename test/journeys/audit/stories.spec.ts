import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What auditors were promised, by number. */
const stories = {
  1: 'every transition with actor, role held then, from and to, guards and inputs, evidence, times',
  2: 'the state as at any date equals a replay of the events to that date',
  3: 'any changed, removed, reordered or truncated row is detected and located',
  4: 'refused attempts are stored with the reason',
  5: 'an attempt to approve one’s own request is refused and logged, administrators included',
  6: 'each item opens its verbatim quote and line',
  7: 'baselines are compared: added, removed, moved, with the approving change',
  8: 'slippage recomputed from events equals the report',
  9: 'a backdated record shows both times and is flagged',
  10: 'a correction is a new entry; nothing is edited',
  11: 'board decisions with minute, quorum, members, recusals',
  12: 'gate conditions with owner, due day, evidence, closure',
  13: 'a RAG override with computed and stated value, author, expiry',
  14: 'a sample, filtered, with manifest and hash, itself logged',
  15: 'each decision shows the rule text in force then',
};

const named = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.spec.ts'))
    .flatMap((name) =>
      [...readFileSync(join(folder, name), 'utf8').matchAll(/'audit story (\d+): /g)].map(
        ([, number = '']) => number,
      ),
    );

it.each(Object.entries(stories))('a journey is named after audit story %s: %s', (number) => {
  expect(named('test/journeys')).toContain(number);
});

it('and no journey after a story that there is not', () => {
  expect(named('test/journeys').filter((number) => !(number in stories))).toEqual([]);
});
