import { nextDigestAt, waitsForDigest } from './digest-time.js';

const london = { at: '08:00', zone: 'Europe/London' };

test.each([
  ['before its time: today', '2011-03-24T07:59:59.999Z', null, '2011-03-24T08:00:00.000Z'],
  ['at its very moment: tomorrow', '2011-03-24T08:00:00.000Z', null, '2011-03-25T08:00:00.000Z'],
  [
    'across a clock change: 08:00 stays',
    '2011-03-26T12:00:00.000Z',
    null,
    '2011-03-27T07:00:00.000Z',
  ],
  [
    'one went out today: tomorrow',
    '2011-03-24T06:00:00.000Z',
    '2011-03-24',
    '2011-03-25T08:00:00.000Z',
  ],
  [
    'one went out yesterday: today',
    '2011-03-24T06:00:00.000Z',
    '2011-03-23',
    '2011-03-24T08:00:00.000Z',
  ],
])('a digest goes out %s', (_, now, sentOn, expected) => {
  expect(nextDigestAt(now, london, sentOn)).toBe(expected);
});

test('a day is a day of the reader, wherever the programme is', () => {
  const auckland = { at: '08:00', zone: 'Pacific/Auckland' };
  expect(nextDigestAt('2011-03-24T21:00:00.000Z', auckland)).toBe('2011-03-25T19:00:00.000Z');
});

test('mail waits, what is urgent does not, and no other channel does', () => {
  expect(waitsForDigest({ urgent: false }, 'email')).toBe(true);
  expect(waitsForDigest({ urgent: true }, 'email')).toBe(false);
  expect(waitsForDigest({ urgent: false }, 'inbox')).toBe(false);
});
