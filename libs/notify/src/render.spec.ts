import type { JsonObject, Notice } from '#programme';
import type { Letter } from './letter.js';
import { renderLetter } from './render.js';

const nobodyElse = { inPlaceOf: [], actsFor: [] };

const letter = (
  template: Notice['template'],
  data: JsonObject,
  more: Partial<Letter> = {},
): Letter => ({
  notice: { id: 'M1.T-5@2026-03-31', template, item: 'M1', data, at: '2026-03-30T08:00:00.000Z' },
  organisation: 'acme',
  programme: { id: 'move', title: 'Office move', zone: 'Europe/London' },
  itemTitle: 'Lease signed',
  recipient: {
    person: 'P1',
    name: 'Ann',
    email: 'ann@example.org',
    standsInFor: [],
    ...nobodyElse,
  },
  language: 'en-GB',
  publicUrl: 'https://evolve.example',
  ...more,
});
const plan = {
  committed: '2026-04-05',
  deadline: '2026-04-02',
  wording: 'by early April',
  forecast: '2026-04-10',
  slip: 4,
  dueAt: '2026-03-30T08:00:00.000Z',
  late: false,
};

test('a reminder says when it is due in words and ISO, the wording, the forecast and what to do', () => {
  const { subject, text } = renderLetter(letter('reminder', { ...plan, offset: -5 }));
  expect(subject).toBe('Lease signed: due in 5 working days (Office move)');
  expect(text).toContain('Dear Ann,');
  expect(text).toContain('Date: Sunday 5 April 2026 (2026-04-05).');
  expect(text).toContain('Last working day for it: Thursday 2 April 2026 (2026-04-02).');
  expect(text).toContain('“by early April”');
  expect(text).toContain('Forecast: Friday 10 April 2026 (2026-04-10), 4 working days late.');
  expect(text).toContain('What to do next: record that it has been achieved');
  expect(text).toContain('Open Evolve:\nhttps://evolve.example/');
  expect(text).not.toContain('Sent late');
});

test.each([
  [3, 'due 3 working days ago'],
  [1, 'due 1 working day ago'],
  [0, 'due today'],
  [-1, 'due in 1 working day'],
])('a reminder %i working days from its deadline says "%s"', (offset, words) => {
  expect(renderLetter(letter('reminder', { ...plan, offset })).subject).toContain(words);
});

test('a reminder sent late says when it was due, in local time', () => {
  const { text } = renderLetter(letter('reminder', { ...plan, offset: 0, late: true }));
  expect(text).toContain(
    'Sent late: it was due to reach you on Monday 30 March 2026 at 09:00 (2026-03-30T08:00:00.000Z).',
  );
});

test('a catch-up names the reminders it stands for', () => {
  const { text } = renderLetter(letter('catchUp', { ...plan, missed: ['T-20', 'T+0'] }));
  expect(text).toContain('2 reminders would have gone out (20 working days before and on the day)');
});

test('a check asks to look and to record it', () => {
  expect(renderLetter(letter('check', plan)).text).toContain('record that you have checked');
});

test('an escalation gives its level and every reason', () => {
  const data = {
    level: 2,
    reasons: ['1 working day late', 'no forecast'],
    committed: '2026-04-05',
  };
  const { subject, text } = renderLetter(letter('escalation', data));
  expect(subject).toContain('escalated to level 2');
  expect(text).toContain('- 1 working day late\n- no forecast');
});

test('a transition says what happened, when, and from where to where', () => {
  const data = {
    event: 'CLAIM',
    title: 'Claimed',
    from: 'active',
    to: 'achieved',
    occurredOn: '2026-04-02',
  };
  const { text } = renderLetter(letter('transition', data));
  expect(text).toContain('Lease signed: Claimed, on Thursday 2 April 2026 (2026-04-02).');
  expect(text).toContain('It went from active to achieved.');
});

test('a blocked rule lists what blocks it', () => {
  const { text } = renderLetter(
    letter('blocked', { title: 'Move', reasons: ['desks are unknown'] }),
  );
  expect(text).toContain(
    'Move is due for Lease signed, and is blocked because:\n\n- desks are unknown',
  );
});

test('who stands in for a vacant role is told so, and nobody else is', () => {
  const recipient = { person: 'P2', name: null, email: null, standsInFor: ['LEAD'], ...nobodyElse };
  expect(renderLetter(letter('check', plan, { recipient })).text).toContain(
    'You hear this because nobody holds the role LEAD for this item.',
  );
  const roleTitles = { LEAD: 'Team lead' };
  expect(renderLetter(letter('check', plan, { recipient, roleTitles })).text).toContain(
    'nobody holds the role Team lead for this item',
  );
  expect(renderLetter(letter('check', plan)).text).not.toContain('nobody holds');
});

test('who acts for somebody is told for whom, and who hears it for one who left is told that', () => {
  const recipient = { person: 'P2', name: 'Bo', email: null, standsInFor: [] };
  const acting = { ...recipient, inPlaceOf: [], actsFor: ['P1', 'P9'] };
  const { text, html } = renderLetter(letter('check', plan, { recipient: acting }));
  for (const form of [text, html]) {
    expect(form).toContain('You hear this for P1 and P9, who have delegated to you.');
  }
  const personNames = { P1: 'Ann Lee', P7: 'Cy Poe' };
  expect(renderLetter(letter('check', plan, { recipient: acting, personNames })).text).toContain(
    'You hear this for Ann Lee and P9, who have delegated to you.',
  );
  const instead = { ...recipient, inPlaceOf: ['P7'], actsFor: [] };
  expect(renderLetter(letter('check', plan, { recipient: instead })).text).toContain(
    'You hear this because it is for P7, who no longer holds any role in the programme.',
  );
  expect(renderLetter(letter('check', plan)).text).not.toMatch(/delegated|no longer holds/);
});

test('a migration says at whose request it was, by whom, and which dates moved', () => {
  const milestone = { item: 'M1', title: 'Lease signed' };
  const data = {
    from: '0'.repeat(64),
    to: 'abcdef123456789',
    requestedBy: 'P-107',
    by: 'P-102',
    items: 3,
    milestones: [
      { ...milestone, change: 'moved', before: '2026-04-05', after: '2026-04-10' },
      { ...milestone, title: 'Keys', change: 'added', before: null, after: null },
      { ...milestone, title: 'Vans', change: 'removed', before: '2026-04-05', after: null },
    ],
  };
  const { subject, text } = renderLetter(letter('migrated', data));
  expect(subject).toContain('moved to another version (Office move)');
  expect(text).toContain(
    'Office move runs on version abcdef123456 of its definition now; P-107 asked for it and P-102 applied it.',
  );
  expect(text).toContain(
    [
      '- Lease signed: from Sunday 5 April 2026 (2026-04-05) to Friday 10 April 2026 (2026-04-10)',
      '- Keys: added, for no day',
      '- Vans: no longer there; it was for Sunday 5 April 2026 (2026-04-05)',
    ].join('\n'),
  );
  const still = renderLetter(letter('migrated', { ...data, milestones: [] }));
  expect(still.text).toContain('No date of a milestone moved by it.');
});

test('text of users is never markup in the HTML, and never a second line in the subject', () => {
  const evil = '<script>alert(1)</script>" onclick="x\r\nBcc: all@example.org';
  const { html, subject } = renderLetter(
    letter(
      'blocked',
      { title: evil, reasons: [evil] },
      {
        itemTitle: evil,
        notice: {
          id: evil,
          at: '2026-03-30T08:00:00.000Z',
          template: 'blocked',
          item: evil,
          data: { title: evil, reasons: [evil] },
        },
        programme: { id: evil, title: evil, zone: 'Europe/London' },
        recipient: { person: evil, name: evil, email: null, standsInFor: [evil], ...nobodyElse },
      },
    ),
  );
  expect(html).not.toMatch(/<script|onclick="/);
  expect(html).toContain('&lt;script&gt;');
  expect(subject).not.toMatch(/[\r\n]/);
});
