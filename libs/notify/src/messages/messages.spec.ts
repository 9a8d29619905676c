import type { Notice } from '#programme';
import { composeDigest } from '../digest.js';
import type { Letter } from '../letter.js';
import { renderComposed, renderLetter } from '../render.js';
import { composeTest } from '../test-message.js';
import { messages, type Messages } from './messages.js';

/**
 * A language for tests alone: each of its sentences is what it is said about, between signs that no
 * other language has. It is made from the shape of English, so that it is never short of a sentence.
 */
const tongue = translated(messages('en-GB'));

function translated(words: Messages): Messages {
  const each = (value: unknown): unknown => {
    if (typeof value === 'function') return (...said: unknown[]) => `※${inSigns(said)}※`;
    if (typeof value === 'string') return 'x-tests';
    return Object.fromEntries(Object.entries(value ?? {}).map(([name, of]) => [name, each(of)]));
  };
  return each(words) as Messages; // Every function of English, in its place, gives a text.
}

const inSigns = (said: readonly unknown[]): string =>
  said
    .flat()
    .map((each) => (typeof each === 'string' || typeof each === 'number' ? each : ''))
    .join('·');

/** A letter about things that nobody could say in English: every Latin letter in it is a template's. */
const letter = (template: Notice['template'], data: Notice['data']): Letter => ({
  notice: { id: '1@2', template, item: '1', data, at: '2026-03-30T08:00:00.000Z' },
  organisation: '7',
  programme: { id: '8', title: 'Переезд', zone: 'Europe/London' },
  itemTitle: 'Договор',
  recipient: {
    person: '4',
    name: 'Анна',
    email: null,
    standsInFor: ['5'],
    inPlaceOf: ['6'],
    actsFor: ['7', '8'],
  },
  language: 'x-tests',
  publicUrl: 'https://1.2',
});
const dates = {
  committed: '2026-04-05',
  deadline: '2026-04-02',
  wording: 'в апреле',
  forecast: '2026-04-10',
  slip: 4,
  dueAt: '2026-03-30',
  late: true,
};
const moves = ['added', 'removed', 'moved'].map((change) => {
  return { item: '1', title: 'Ключи', change, before: '2026-04-05', after: null };
});
const everyTemplate: readonly [Notice['template'], Notice['data']][] = [
  ['reminder', { ...dates, offset: -5 }],
  ['reminder', {}],
  ['check', dates],
  ['catchUp', { ...dates, missed: ['T-20', 'T+0', '9'] }],
  ['escalation', { ...dates, level: 2, reasons: ['поздно'] }],
  ['escalation', {}],
  ['transition', { title: 'Подписан', from: '1', to: '2', occurredOn: '2026-04-02' }],
  ['transition', {}],
  ['blocked', { title: 'Переезд', reasons: ['нет столов'] }],
  ['blocked', {}],
  ['quality', { reasons: ['нет владельца'] }],
  ['migrated', { to: '0123', requestedBy: '1', by: '2', milestones: moves }],
  ['migrated', {}],
];

/** Latin letters that are left when the addresses and the zone, which are nobody's words, are gone. */
const latinIn = (text: string): string =>
  text
    .replaceAll('https://1.2/', '')
    .replaceAll('Europe/London', '')
    .replaceAll('x-tests', '')
    .replaceAll(/[^A-Za-z]/g, '');

test.each(everyTemplate)(
  'a letter of %s %j in another language has no English in it',
  (...said) => {
    const { subject, text, html } = renderLetter(letter(...said), tongue);
    expect(latinIn(`${subject}\n${text}`)).toBe('');
    expect(text).toContain('※');
    expect(html).toContain('<html lang="x-tests">');
    expect(latinIn(html.replaceAll(/<[^>]*>/g, ''))).toBe('');
  },
);

test('a digest in another language has no English in it', () => {
  const letters = everyTemplate.map((each) => letter(...each));
  const of = { day: '2026-03-30', name: null, letters, publicUrl: 'https://1.2' };
  const { subject, text } = renderComposed(composeDigest(of, tongue), tongue.language);
  expect(latinIn(`${subject}\n${text}`)).toBe('');
});

test.each([null, 'Переезд'])(
  'a test message (%s) in another language has no English in it',
  (title) => {
    const of = { asker: 'Анна', channel: '1', programmeTitle: title, publicUrl: 'https://1.2' };
    const { subject, text } = renderComposed(composeTest(of, tongue), tongue.language);
    expect(latinIn(`${subject}\n${text}`)).toBe('');
    expect(latinIn(renderComposed(composeTest(of, messages('en-GB'))).text)).not.toBe('');
  },
);

test('English has what the other language is tested with, and this test would see it', () => {
  for (const said of everyTemplate) {
    expect(latinIn(renderLetter(letter(...said)).text)).not.toBe('');
  }
});

test('somebody whose language is not there is written to in English', () => {
  expect(messages('cy-GB')).toBe(messages('en-GB'));
  expect(renderLetter(letter('check', {})).html).toContain('<html lang="en-GB">');
});

test.each([
  ['2026-04-05', 'Sunday 5 April 2026 (2026-04-05)'],
  ['next spring', 'next spring'],
  ['2026-02-31', '2026-02-31'],
])('the day %s is said as "%s"', (day, said) => {
  expect(messages('en-GB').day(day)).toBe(said);
});
