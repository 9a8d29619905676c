import fc from 'fast-check';
import { addDays } from './day-number.js';
import { localTime, parseInstant, toInstant, toLocalDate } from './zone-time.js';

const LONDON = 'Europe/London';

test('09:00 in London stays 09:00 on both sides of 27 March 2011', () => {
  expect(toInstant('2011-03-26', '09:00', LONDON)).toBe('2011-03-26T09:00:00.000Z');
  expect(toInstant('2011-03-27', '09:00', LONDON)).toBe('2011-03-27T08:00:00.000Z');
  expect(toInstant('2011-03-28', '09:00', LONDON)).toBe('2011-03-28T08:00:00.000Z');
});

test('a time skipped when clocks go forward becomes the first instant after the gap', () => {
  expect(toInstant('2011-03-27', '01:30', LONDON)).toBe('2011-03-27T01:00:00.000Z');
  expect(toInstant('2011-03-27', '02:00', LONDON)).toBe('2011-03-27T01:00:00.000Z');
});

test('a time that comes twice when clocks go back is the earlier one', () => {
  expect(toInstant('2011-10-30', '01:30', LONDON)).toBe('2011-10-30T00:30:00.000Z');
  expect(toInstant('2011-11-06', '01:30', 'America/New_York')).toBe('2011-11-06T05:30:00.000Z');
});

test('a day that a zone skipped altogether becomes the first instant after it', () => {
  expect(toInstant('2011-12-30', '09:00', 'Pacific/Apia')).toBe('2011-12-30T10:00:00.000Z');
});

test('the local date changes at local midnight', () => {
  expect(toLocalDate('2011-06-30T22:59:59.999Z', LONDON)).toBe('2011-06-30');
  expect(toLocalDate('2011-06-30T23:00:00.000Z', LONDON)).toBe('2011-07-01');
  expect(toLocalDate('2011-01-01T00:00:00.000Z', 'America/New_York')).toBe('2010-12-31');
});

test('the local time is what clocks in the zone show, in summer and in winter', () => {
  expect(localTime('2011-03-27T00:59:59.999Z', LONDON)).toBe('2011-03-27 00:59');
  expect(localTime('2011-03-27T01:00:00.000Z', LONDON)).toBe('2011-03-27 02:00');
  expect(localTime('2011-01-01T00:00:00.000Z', 'America/New_York')).toBe('2010-12-31 19:00');
});

test.each([
  ['2011-03-27', '9:00', LONDON, '"9:00" is not a time of day; write it as HH:mm'],
  ['2011-03-27', '24:00', LONDON, '"24:00" is not a time of day'],
  ['2011-03-32', '09:00', LONDON, '"2011-03-32" is not a calendar day'],
  ['2011-03-27', '09:00', 'London', '"London" is not an IANA time zone'],
])('%s %s in %s is refused', (date, time, zone, message) => {
  expect(() => toInstant(date, time, zone)).toThrow(message);
});

test.each(['2011-03-27T09:00:00Z', '2011-03-27T09:00:00.000+01:00', '2011-03-27', 'now'])(
  '"%s" is refused as an instant',
  (text) => {
    expect(() => toLocalDate(text, LONDON)).toThrow(`"${text}" is not an instant`);
  },
);

test('a local time that exists is shown again when read back in its zone', () => {
  const zones = fc.constantFrom(LONDON, 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe');
  const days = fc.integer({ min: 0, max: 14975 }).map((n) => addDays('2000-01-01', n));
  fc.assert(
    fc.property(days, zones, fc.integer({ min: 4, max: 23 }), (date, zone, hour) => {
      const time = `${String(hour).padStart(2, '0')}:00`;
      const at = toInstant(date, time, zone);
      const shown = new Date(parseInstant(at)).toLocaleTimeString('en-GB', { timeZone: zone });
      expect(at).toBe(new Date(at).toISOString());
      expect(shown).toBe(`${time}:00`);
      expect(toLocalDate(at, zone)).toBe(date);
    }),
  );
});
