import { isSound, judge, summary } from './checker.js';
import type { Line } from './history.js';

const planned = (reminder: string, dueAt = 1000): Line => ({ type: 'planned', reminder, dueAt });
const accepted = (reminder: string, more: { at?: number; id?: string } = {}): Line => ({
  type: 'accepted',
  reminder,
  id: more.id ?? `<${reminder}>`,
  at: more.at ?? 1250,
  from: 'fast',
});
const fault: Line = { type: 'fault', fault: 'worker killed', on: 'fast', at: 1100 };
const sound = [planned('one'), planned('two', 2000), accepted('one'), fault];

describe('the checker of histories', () => {
  it('finds nothing wrong when each reminder went out once, when due or later', () => {
    const verdict = judge([...sound, accepted('two', { at: 4500 })]);
    expect(isSound(verdict)).toBe(true);
    expect(summary(verdict)).toBe(
      'lost 0 · early 0 · repeated 0 · under another id 0 · unasked 0 · reminders 2 · latest 2.5 s · faults 1',
    );
  });

  it('finds a planted loss', () => {
    const verdict = judge(sound);
    expect(verdict.lost).toEqual(['two']);
    expect(isSound(verdict)).toBe(false);
    expect(summary(verdict)).toMatch(/^lost 1 · /);
  });

  it('finds one planted a millisecond early, even when it was repeated on time', () => {
    const early = accepted('two', { at: 1999 });
    const verdict = judge([...sound, early, accepted('two', { at: 2100 })]);
    expect(verdict.early).toEqual(['two']);
    expect(isSound(verdict)).toBe(false);
    expect(isSound(judge([...sound, accepted('two', { at: 2000 })]))).toBe(true);
  });

  it('counts a planted repetition under the same id, and allows it', () => {
    const verdict = judge([...sound, accepted('two', { at: 2100 }), accepted('one')]);
    expect(verdict.repeated).toBe(1);
    expect(isSound(verdict)).toBe(true);
  });

  it('finds a planted repetition under another id', () => {
    const verdict = judge([...sound, accepted('two', { at: 2100 }), accepted('one', { id: 'x' })]);
    expect(verdict).toMatchObject({ repeated: 0, otherId: ['one'] });
    expect(isSound(verdict)).toBe(false);
  });

  it('finds two reminders under one id', () => {
    const verdict = judge([...sound, accepted('two', { at: 2100, id: '<one>' })]);
    expect(verdict.otherId).toEqual(['two']);
    expect(isSound(verdict)).toBe(false);
  });

  it('finds a mail that nobody planned, and a history in which nothing was planned', () => {
    const verdict = judge([...sound, accepted('two', { at: 2100 }), accepted('three')]);
    expect(verdict.unasked).toEqual(['three']);
    expect(isSound(verdict)).toBe(false);
    expect(isSound(judge([]))).toBe(false);
  });
});
