import { existsSync, readFileSync } from 'node:fs';
import { rehearse, stateWords, type Json } from '#programme';
import { answer, compiled, history, sha256 } from './support/reference-programme.js';

const readme = readFileSync('README.md', 'utf8');

/** What the README shows of a terminal, after the command that begins so. */
function shownAfter(command: string): string {
  const captures = [...readme.matchAll(/```\n(\$ .*?)```/gs)].map(([, text = '']) => text);
  return captures.find((text) => text.startsWith(`$ npm run -s evolve -- ${command}`)) ?? '';
}

describe('the README', () => {
  it('shows the end of the rehearsal as it is', () => {
    const lived = rehearse(compiled, history, sha256);
    const shown = shownAfter('rehearse programmes/evolve-nca/programme.yaml');
    const ends = [...shown.matchAll(/^([\w-]+) +(\S+) +(\d{4}-\d\d-\d\d) /gm)];
    expect(ends).toHaveLength(4);
    for (const [, item = '', state, since] of ends) {
      const { value, since: stood } = lived.state.items[item] ?? { value: '', since: '' };
      expect([item, stateWords(value), stood]).toEqual([item, state, since]);
    }
    const { rows } = lived;
    expect(shown).toContain(`\n${lived.entries.length} entries, ${lived.notices.length} notices (`);
    expect(shown).toContain(` ${lived.refusals.length} refusals, `);
    expect(shown).toContain(`\nRows: ${rows.history} history, ${rows.assumed} assumed.`);
  });

  it('shows a refusal with every reason the engine gives, and no other', () => {
    const shown = shownAfter('send board ADMIT_EXECUTIVE');
    const payload = JSON.parse(/--data '(.*)'/.exec(shown)?.[1] ?? '{}') as Record<string, Json>; // boundary: JSON
    const refusal = answer(
      [],
      [['2011-03-31 11:00', 'secretary', 'board', 'ADMIT_EXECUTIVE', payload]],
    );
    const findings = refusal?.findings ?? [];
    const told = [...shown.matchAll(/ ✗ (.+)$/gm)].map(([, words]) => words);
    expect(told).toEqual(findings.map((each) => each.words));
    const quotes = [...shown.matchAll(/“(.+)”$/gm)].map(([, quote]) => quote);
    expect(quotes).toEqual(findings.flatMap((each) => each.basis?.quotes ?? []));
  });

  it('links to what is there', () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#\s]+)/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(5);
    expect(links.filter((link) => !existsSync(link))).toEqual([]);
  });
});
