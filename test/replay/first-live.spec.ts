import {
  compileDefinition,
  definitionHash,
  lint,
  rehearse,
  withDays,
  type Script,
} from '#programme';
import { sha256, shippedDefinition } from '../support/reference-programme.js';

const start = '2026-05-06';
const { definition, locate } = shippedDefinition('programmes/first-live/programme.yaml', (text) =>
  withDays(text, start),
);

describe('the first live programme', () => {
  it('lints without a message', () => {
    expect(lint(definition, locate)).toEqual([]);
  });

  it('reminds on the day it is loaded and on the next', () => {
    const script: Script = {
      format: 'evolve/script/1',
      programme: 'first-live',
      start: `${start} 08:00`,
      until: '2026-05-08 12:00',
      openedBy: 'pm',
      actors: { pm: { person: 'P-101', roles: ['PROGRAMME_MANAGER'] } },
      events: [],
    };
    const compiled = compileDefinition(definition, definitionHash(definition, sha256));
    const { notices } = rehearse(compiled, script, sha256);
    const reminders = notices.filter((each) => each.template === 'reminder');
    expect(reminders.map((each) => `${each.at.slice(0, 10)} ${each.item}`)).toEqual(
      expect.arrayContaining(['2026-05-06 lease', '2026-05-08 lease']),
    );
    expect(notices.map((each) => each.template)).toContain('catchUp');
  });
});
