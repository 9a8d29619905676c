import type { Timer } from '#programme';
import { TimerBook } from './timer-book.js';

const timer = (key: string, more: Partial<Timer> = {}): Timer => ({
  item: 'M1',
  kind: 'reminder',
  key,
  dueAt: '2026-04-01T08:00:00.000Z',
  detail: {},
  ...more,
});
const at = '2026-03-01T08:00:00.000Z';
const why = 'its deadline moved';
const settled = { settledAt: at, late: false, notice: null, why, cause: 7 };
const cancelled = { status: 'superseded', ...settled } as const;
const cancel = (key: string) => ({
  set: [],
  cancel: [{ item: 'M1', key, reason: 'superseded' as const, why }],
});
/** The entry by which timers of an item no longer apply. */
const causeOf = () => 7;
const set = (key: string) => ({ set: [timer(key)], cancel: [] });

describe('timers of several decisions written at once', () => {
  test('set are rows, cancelled ones of earlier writes are settled', () => {
    const book = new TimerBook();
    book.change(set('a'), at, causeOf);
    book.change(cancel('b'), at, causeOf);
    expect(book.written()).toEqual({
      timers: [{ ...timer('a'), settled: null }],
      settled: [{ item: 'M1', key: 'b', ...cancelled }],
    });
  });

  test('set and then cancelled stay as a row that was cancelled', () => {
    const book = new TimerBook();
    book.change(set('a'), at, causeOf);
    book.change(cancel('a'), at, causeOf);
    expect(book.written()).toEqual({
      timers: [{ ...timer('a'), settled: cancelled }],
      settled: [],
    });
  });

  test('cancelled and then set again are pending', () => {
    const book = new TimerBook();
    book.change(cancel('a'), at, causeOf);
    book.change(set('a'), at, causeOf);
    expect(book.written()).toEqual({ timers: [{ ...timer('a'), settled: null }], settled: [] });
  });

  test('that went off do not come back in the same write', () => {
    const book = new TimerBook();
    const fired = { ...cancelled, status: 'fired' as const };
    book.settle(timer('a'), fired);
    book.change(set('a'), at, causeOf);
    expect(book.written()).toEqual({
      timers: [],
      settled: [{ item: 'M1', key: 'a', ...fired }],
    });
  });

  test('settled once stay settled that way', () => {
    const book = new TimerBook();
    const fired = { ...cancelled, status: 'fired' as const };
    book.settle(timer('a'), fired);
    book.change(cancel('a'), at, causeOf);
    expect(book.written().settled).toEqual([{ item: 'M1', key: 'a', ...fired }]);
  });
});
