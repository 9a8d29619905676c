import { withDays } from './days-from-today.js';

describe('days around now in a demonstration', () => {
  it('become dates counted from today, over the end of a month and of a year', () => {
    expect(withDays('a: @today, b: "@today+5", c: @today-31', '2026-12-28')).toBe(
      'a: 2026-12-28, b: "2027-01-02", c: 2026-11-27',
    );
  });

  it('leave any other text alone', () => {
    expect(withDays('mail: me@today.example', '2026-12-28')).toBe('mail: me@today.example');
  });
});
